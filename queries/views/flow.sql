/*
title = "Starts, finishes and work in progress"
question = "Do we finish what we start?"
page = "funnel"
formula = "by quarter: initiatives started; those that left the way by production, by a stop (or retired before production), or gone from the list; in progress = started, and none of these yet, at the quarter's end. Those on the way when their unit's first list was made enter with that list, apart"
n = "starts"
needs = ["pilots.started_on"]
rows = "flow_rows"
note = "in progress = in progress a quarter earlier + started + on the way when first listed - in production - stopped - gone."
*/
with shown as materialized (
    select *
    from facts.flow
    where in_units(business_unit)
),

watched as (
    select quarters.*
    from facts.quarters as quarters
    where
        in_periods(quarters.quarter_start)
        and quarters.quarter_end >= (select min(entered_on) from shown)
        and quarters.quarter_start <= (select max(unit_last_list_on) from shown)
)

select
    watched.period,
    watched.quarter_end,
    count(*) filter (where entered_on >= quarter_start and entered_on <= quarter_end and not was_on_the_way) as starts,
    count(*) filter (where entered_on >= quarter_start and entered_on <= quarter_end and was_on_the_way) as first_listed,
    count(*) filter (where left_on >= quarter_start and left_on <= quarter_end and left_as = 'production') as production,
    count(*) filter (where left_on >= quarter_start and left_on <= quarter_end and left_as = 'stopped') as stopped,
    count(*) filter (where left_on >= quarter_start and left_on <= quarter_end and left_as = 'gone') as gone,
    count(*) filter (where entered_on <= quarter_end and (left_on is null or left_on > quarter_end)) as in_progress,
from watched
cross join shown
group by watched.period, watched.quarter_end
order by watched.quarter_end
