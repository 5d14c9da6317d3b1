-- Words the views share. A macro is a formula with a name; it holds no data.

-- A setting of the scope, as a number or as text.
create or replace macro setting(which) as
    cast(getvariable('settings')[which] as double);
create or replace macro setting_text(which) as
    cast(getvariable('settings')[which] as varchar);

-- Whether a name is among those of a setting, one after the other with semicolons, however they are written.
create or replace macro is_among(name, listed) as
    list_contains(list_transform(string_split(lower(listed), ';'), lambda one: trim(one)), lower(trim(name)));

-- Whether a unit's results are shown: the visitor's filter, within what the visitor may see.
create or replace macro in_units(unit) as
    (getvariable('units') is null or list_contains(cast(getvariable('units') as varchar[]), unit))
    and (
        getvariable('allowed_units') is null
        or list_contains(cast(getvariable('allowed_units') as varchar[]), unit)
    );

-- Whether a quarter's results are shown.
create or replace macro in_periods(quarter_start) as
    quarter_start >= cast(getvariable('since') as date) and quarter_start <= cast(getvariable('until') as date);

-- The first and last day of the fiscal quarter a day lies in, the last of its fiscal year, and the quarter's label (2026-Q4;
-- the year a fiscal year ends in).
-- A period counts in the quarter of its last day, the one from which on it is known: a calendar quarter may lie across two.
create or replace macro quarter_start(day) as
    cast(
        date_trunc('month', day)
        - to_months(cast((month(day) - cast(setting('fiscal_start_month') as integer) + 12) % 3 as integer))
        as date
    );
create or replace macro quarter_end(day) as
    cast(quarter_start(day) + to_months(3) - to_days(1) as date);
create or replace macro fiscal_year_end(day) as
    cast(
        date_trunc('month', day)
        + to_months(12 - cast((month(day) - cast(setting('fiscal_start_month') as integer) + 12) % 12 as integer))
        - to_days(1)
        as date
    );
create or replace macro quarter_label(day) as
    cast(
        year(day)
        + case
            when setting('fiscal_start_month') > 1 and month(day) >= setting('fiscal_start_month') then 1
            else 0
        end
        as varchar
    )
    || '-Q'
    || cast(
        cast((month(day) - cast(setting('fiscal_start_month') as integer) + 12) % 12 as integer) // 3 + 1 as varchar
    );

-- So many months after or before a day. The last day of a month stays one: six months before 30 June is 31 December.
create or replace macro months_after(day, months) as
    case
        when day = last_day(day) then last_day(day + to_months(cast(months as integer)))
        else cast(day + to_months(cast(months as integer)) as date)
    end;
create or replace macro months_before(day, months) as months_after(day, -months);

-- Advice is as old as its delivery, or where no date is written as the period it was paid in; whether so old that it was
-- to have come to something. Nobody can say whether it did while there is no list of initiatives.
create or replace macro advice_day(delivered_on, period_end) as coalesce(delivered_on, period_end);
create or replace macro is_old_advice(day) as
    day <= months_before(cast(getvariable('until') as date), setting('advice_stranded_months'));

-- The 95 % Wilson interval of successes in trials; null where there was no trial.
-- Source: Wilson 1927; z is the 97.5 % point of the normal curve.
create or replace macro wilson_z() as cast(1.959963984540054 as double);
create or replace macro wilson_spread(successes, trials) as
    wilson_z() * sqrt(successes * (trials - successes) / nullif(trials, 0) + wilson_z() ** 2 / 4);
create or replace macro wilson_low(successes, trials) as
    case
        when trials > 0 and successes between 0 and trials then
            greatest(0, (successes + wilson_z() ** 2 / 2 - wilson_spread(successes, trials)) / (trials + wilson_z() ** 2))
    end;
create or replace macro wilson_high(successes, trials) as
    case
        when trials > 0 and successes between 0 and trials then
            least(1, (successes + wilson_z() ** 2 / 2 + wilson_spread(successes, trials)) / (trials + wilson_z() ** 2))
    end;

-- How bad a finding is: 3 fires and exposes a severe share of the unit's spend, 2 fires, 0 looked and not found;
-- null where the rule cannot be answered. A detector itself says 1, a sign with too few cases to judge.
create or replace macro severity(fires, exposed, spent) as
    case
        when fires then
            case when exposed > 0 and exposed >= setting('severe_share') * spent then 3 else 2 end
        when not fires then 0
    end;

-- What an hour of a function's people costs: as stated for it (`Legal=120;Stores=30`), else the rate of all.
create or replace macro hour_rate(function_name) as
    coalesce(
        try_cast(
            regexp_extract(
                lower(';' || setting_text('hour_rates') || ';'),
                ';' || regexp_escape(lower(trim(function_name))) || '=([0-9.e+]+);',
                1
            )
            as double
        ),
        setting('hour_rate')
    );

-- Figures inside a finding's evidence: 280 of 1,000 (28 %); 30 November 2026.
create or replace macro counted(part, whole) as
    format('{:,} of {:,}', cast(part as bigint), cast(whole as bigint))
    || case when whole > 0 then format(' ({:.0f} %)', 100.0 * part / whole) else '' end;
create or replace macro day_text(day) as
    strftime(day, '%-d %B %Y');

-- Whether a group of people stays hidden: it is small itself, or it must go with the small ones so that at least two are
-- hidden, together not small, and none follows from the total by subtraction. A window over all groups of `whole`,
-- never over those a filter left: hide before filtering. Where all are hidden and still too few, hide the total too.
-- Why two and not few: one hidden group is the total less the others; two that are few together are told by their sum.
-- The smallest go first, for the least is lost with them; groups of nobody go last, for they hide nobody; `part` settles
-- ties, so that the same groups are hidden each time: two choices side by side would tell what each of them hides.
create or replace macro must_hide(whole, part, people, is_small) as
    is_small
    or (
        coalesce(bool_or(is_small) over (partition by whole), false)
        and (
            -- the groups hidden before this one are too few people, or only one: it must go with them
            coalesce(
                sum(people) over (
                    partition by whole
                    order by is_small desc, people = 0, people, part
                    rows between unbounded preceding and 1 preceding
                ),
                0
            ) < setting('suppression_k')
            or count(*) over (
                partition by whole
                order by is_small desc, people = 0, people, part
                rows between unbounded preceding and 1 preceding
            ) < 2
        )
    );
create or replace macro is_small_group(people) as
    people > 0 and people < setting('suppression_k');

-- How many people, as a table may say it: 1,204; fewer than 5 where the group is small.
create or replace macro people_text(people) as
    case
        when is_small_group(people) then 'fewer than ' || setting_text('suppression_k')
        else format('{:,}', cast(people as bigint))
    end;
