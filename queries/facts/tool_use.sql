-- How many people use a tool in a unit at the end of a quarter: the counts of its last period in the quarter. Hidden
-- where few people stand behind a row, with enough others of its unit that they cannot be worked out; before any filter. All
-- rows of a unit are hidden with it (`is_unit_hidden`): without that, those hidden in it may be added up, all of them together.
-- `is_rated`: in the last period, beyond its first quarter, the users and those the tool is meant for both known.
with timed as (
    select
        *,
        lower(trim(tool)) as tool_key,
        period_end = max(period_end) over (partition by business_unit, lower(trim(tool)), quarter_start) as is_last,
    from facts.adoption
),

counted as (
    select
        business_unit,
        tool_key,
        any_value(tool) as tool,
        any_value(vendor) as vendor,
        quarter_start,
        any_value(period) as period,
        max(period_end) as period_end,
        min(months) as months,
        sum(headcount) as headcount,
        sum(seats) as seats,
        sum(ever_active) as ever_active,
        sum(active_users) as active_users,
        sum(habitual_users) as habitual_users,
        sum(power_users) as power_users,
        sum(workflows_redesigned) as workflows_redesigned,
        bool_and(embedded) as embedded,
        bool_or(in_grace) as in_grace,
        bool_or(is_latest) as is_latest,
    from timed
    where is_last
    group by business_unit, tool_key, quarter_start
),

-- the people a row stands for: those the tool is meant for; without that, all who are known to have it
stood_for as (
    select
        *,
        coalesce(headcount, greatest(seats, ever_active, active_users, habitual_users, power_users)) as people,
        count(*) over (partition by quarter_start, months) as rows_of_grain,
    from counted
),

units as (
    select
        business_unit,
        quarter_start,
        must_hide(quarter_start, business_unit, sum(people), is_small_group(sum(people))) as is_unit_hidden,
    from stood_for
    group by business_unit, quarter_start
),

judged as (
    select
        stood_for.* exclude (rows_of_grain),
        -- use in a month and use in a quarter are two things: only the rows of the commoner length are added up
        dense_rank() over (partition by stood_for.quarter_start order by rows_of_grain desc, stood_for.months) = 1
            as is_main_grain,
        units.is_unit_hidden,
        must_hide(
            {'quarter_start': stood_for.quarter_start, 'business_unit': stood_for.business_unit},
            stood_for.tool_key,
            stood_for.people,
            units.is_unit_hidden or is_small_group(stood_for.people)
        ) as is_hidden,
    from stood_for
    inner join units using (business_unit, quarter_start)
)

select
    *,
    is_latest and is_main_grain and not in_grace and headcount is not null and active_users is not null as is_rated,
    count_if(is_hidden) over (partition by quarter_start) as hidden_rows,
from judged
