-- What the SQL of a profile may call beside DuckDB's own functions. Every column of `export` is text, blanks are null.

-- A text as a number, if it is one: `nan` and `inf` are none.
create macro finite(written) as case when isfinite(try_cast(written as double)) then try_cast(written as double) end;

-- An amount or a count as exports write it: `12`, `-0.5`, `$0.01`, `1,234.50`, `(3.20)`. A comma alone may be either mark
-- (`0,12`, `1,234`): such a text is no number here, and its row is said.
create macro number_of(written) as
    case
        when contains(written, ',')
            and not regexp_matches(written, '^[^0-9]*[1-9][0-9]{0,2}((,[0-9]{3})+[.][0-9]+|(,[0-9]{3}){2,})[^0-9]*$')
            then null
        when written like '(%)' then -finite(regexp_replace(written, '[$€£,() ]', '', 'g'))
        else finite(regexp_replace(written, '[$€£, ]', '', 'g'))
    end;

-- A day that an export can be about: `infinity` is a date to DuckDB, and a slip of the year makes 0206.
create macro likely(day) as case when day between date '1950-01-01' and date '2100-12-31' then day end;

-- A day written as ISO, with or without a time of day.
create macro day_of(written) as
    likely(coalesce(try_cast(left(written, 10) as date), try_cast(try_cast(written as timestamp) as date)));

-- A day written as Americans do, month first: 5/7/2023.
create macro us_day_of(written) as likely(
    coalesce(
        try_cast(try_strptime(written, '%-m/%-d/%Y') as date),
        try_cast(try_strptime(split_part(written, ' ', 1), '%-m/%-d/%Y') as date)
    )
);

-- A day written as ISO or as Americans do.
create macro any_day_of(written) as coalesce(day_of(written), us_day_of(written));

-- A day written day first, with any mark between: 7/5/2023, 07.05.2023.
create macro european_day_of(written) as
    likely(try_cast(try_strptime(replace(replace(written, '.', '/'), '-', '/'), '%-d/%-m/%Y') as date));

-- The day that stands in the file's name (`seats-2026-05-02.json`), if one does.
create macro day_in_name() as
    day_of(regexp_replace(regexp_extract(getvariable('file_name'), '20\d\d[-_.]?[01]\d[-_.]?[0-3]\d'), '(\d{4})\D?(\d\d)\D?(\d\d)', '\1-\2-\3'));

-- Yes or no, however the export says it.
create macro yes(written) as lower(written) in ('true', 'yes', '1', 'y', 't');

-- The month of a day, as our sheets write a period.
create macro month_of(day) as strftime(day, '%Y-%m');

-- The fiscal quarter of a day, named by the year in which its fiscal year ends.
create macro quarter_of(day) as
    (
        year(day) + case
            when getvariable('fiscal_start') > 1 and month(day) >= getvariable('fiscal_start') then 1 else 0
        end
    )
    || '-Q'
    || ((month(day) - getvariable('fiscal_start') + 12) % 12 // 3 + 1);

-- What stands for a person or a department in the uploaded list of units: never the name itself.
create macro key_of(written) as sha256(getvariable('salt') || lower(trim(written)));

-- The business unit of a person or a department, by the uploaded list; null where it has none.
create macro unit_of(written) as (select any_value(units.business_unit) from units where units.name_key = key_of(written));

-- The Monday of a day's week.
create macro week_of(day) as cast(date_trunc('week', day) as date);

-- What somebody did in each of the twelve weeks up to one, the latest last: of the weeks given, each with its number.
create macro twelve_weeks(weeks, numbers, last_week) as list_transform(
    generate_series(11, 0, -1),
    lambda back: coalesce(
        list_sum(
            list_transform(
                list_filter(list_zip(weeks, numbers), lambda entry: entry[1] = last_week - cast(back * 7 as integer)),
                lambda entry: entry[2]
            )
        ),
        0
    )
);

-- Whether actions a week, the latest last, are a habit: some in 9 of the last 12 weeks.
-- Source: Microsoft Viva Insights, Copilot dashboard.
create macro is_habitual(actions) as len(list_filter(actions[-12:], lambda number: number > 0)) >= 9;

-- Whether they are a power user's: the habit, and 15 a week or more on average over the last 12 weeks. Same source.
create macro is_power_user(actions) as is_habitual(actions) and list_sum(actions[-12:]) / 12 >= 15;

-- A sum of numbers, and of amounts as exports write them: the same in whatever order they stand.
create macro total_of(numbers) as round(coalesce(fsum(numbers), 0), 8);
create macro sum_of(written) as total_of(number_of(written));

-- The sum of several columns of one row; null where none of them holds a number.
create macro added_up(columns) as list_sum(
    list_filter(list_transform(columns, lambda written: number_of(written)), lambda number: number is not null)
);

-- How many different people are named.
create macro people_in(named) as count(distinct lower(trim(named)));

-- Whether a line where a person should stand sums up other lines: `12 active users`, `Total`.
create macro is_summary(named) as coalesce(
    regexp_full_match(lower(trim(named)), '([0-9][0-9.,]* (active )?users?|(grand )?totals?|sum)'), false
);

-- A tag of a cost line by its key in letters alone (`costcenter` for "Cost Center"), from an object in JSON.
create macro tag_of(tags, wanted) as json_extract_string(
    try_cast(tags as json),
    '$."' || list_filter(
        json_keys(try_cast(tags as json)),
        lambda key: regexp_replace(lower(key), '[^a-z]', '', 'g') = wanted and not regexp_matches(key, '["\\]')
    )[1] || '"'
);

-- What each person did in each period, from what an export says of them day by day or week by week. `activity` is a list
-- of rows: (source_row, person, business_unit, period, day, has_seat, is_use, actions, hours). Use in 9 of the 12 weeks up to
-- the period's last week in the file is a habit; where one of those weeks is not in the file it is not known (null).
-- Whoever moved within a period is counted where they were last.
create macro people_by_period(activity) as table (
    with read as (
        select line.*, week_of(line.day) as week
        from (select unnest(activity) as line)
    ),

    last_weeks as (
        select period, max(week) as last_week
        from read
        group by period
    ),

    known as (
        select last_weeks.period, last_weeks.last_week, count(distinct read.week) as weeks
        from last_weeks
        inner join read on read.week between last_weeks.last_week - 77 and last_weeks.last_week
        group by all
    ),

    histories as (
        select person, list(week) as weeks, list(cast(is_use as integer)) as uses, list(actions) as actions
        from read
        group by person
    ),

    in_period as (
        select
            period,
            person,
            arg_max(business_unit, day) as business_unit,
            bool_or(has_seat) as has_seat,
            bool_or(is_use) as is_active,
            sum(actions) as actions,
            sum(hours) as hours,
            list(source_row) as rows_behind,
        from read
        group by all
    )

    select
        in_period.*,
        known.weeks as weeks_known,
        case
            when known.weeks = 12 then is_habitual(twelve_weeks(histories.weeks, histories.uses, known.last_week))
        end as has_habit,
        case
            when known.weeks = 12 then is_power_user(twelve_weeks(histories.weeks, histories.actions, known.last_week))
        end as has_power,
    from in_period
    inner join histories using (person)
    inner join known using (period)
);
