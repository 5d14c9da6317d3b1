/*
title = "Time in progress, by Little's law"
question = "Does what is in progress leave as fast as it comes, and how long does it take then?"
page = "funnel"
formula = "over the four quarters to the last list: average in progress / finishes a day (production, stops, gone) = average days in progress. Only where starts and finishes balance: work in progress at both ends within 10 % of each other, no unit's first list in between, and 5 finishes at least"
unit = "days"
needs = ["pilots.started_on"]
rows = "flow_rows"
note = "`state`: ok, few (finishes), joined (a unit's first list brought initiatives that were on the way), unbalanced, short (watched for less than a year)."
*/
with shown as materialized (
    select *
    from facts.flow
    where in_units(business_unit)
),

span as (
    select
        quarter_end(max(unit_last_list_on)) as last_day,
        cast(quarter_start(last_day) - to_months(9) as date) as first_day,
        datediff('day', first_day, last_day) + 1 as days,
        min(entered_on) as watched_from,
    from shown
),

counted as (
    select
        first_day,
        last_day,
        days,
        watched_from < first_day as is_watched,
        count(*) filter (where entered_on < first_day and (left_on is null or left_on >= first_day)) as in_progress_before,
        count(*) filter (where left_on is null or left_on > last_day) as in_progress_after,
        count(*) filter (where entered_on >= first_day and not was_on_the_way) as starts,
        count(*) filter (where entered_on >= first_day and was_on_the_way) as first_listed,
        count(*) filter (where left_on >= first_day) as finishes,
        count(*) filter (where left_on >= first_day and left_as = 'production') as production,
        -- in progress on a day: entered on it or before, and not left by then
        sum(greatest(
            0,
            datediff('day', greatest(entered_on, first_day), least(coalesce(left_on, last_day + 1), last_day + 1))
        )) as days_in_progress,
    from span
    cross join shown
    group by first_day, last_day, days, watched_from
)

select
    first_day,
    last_day,
    days,
    in_progress_before,
    in_progress_after,
    starts,
    first_listed,
    finishes,
    production,
    days_in_progress / days as in_progress_average,
    finishes / days * 365 as finishes_a_year,
    case
        when not is_watched then 'short'
        when first_listed > 0 then 'joined'
        when abs(in_progress_after - in_progress_before) * 10 > greatest(in_progress_before, in_progress_after) then 'unbalanced'
        when finishes < setting('minimum_n') then 'few'
        else 'ok'
    end as state,
    case when state = 'ok' then days_in_progress / finishes end as days_each,
from counted
