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

-- Whether actions a week, the latest last, are a habit: some in 9 of the last 12 weeks.
-- Source: Microsoft Viva Insights, Copilot dashboard.
create macro is_habitual(actions) as len(list_filter(actions[-12:], lambda number: number > 0)) >= 9;

-- Whether they are a power user's: the habit, and 15 a week or more on average over the last 12 weeks. Same source.
create macro is_power_user(actions) as is_habitual(actions) and list_sum(actions[-12:]) / 12 >= 15;

-- A sum of numbers, and of amounts as exports write them: the same in whatever order they stand.
create macro total_of(numbers) as round(coalesce(fsum(numbers), 0), 8);
create macro sum_of(written) as total_of(number_of(written));

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
