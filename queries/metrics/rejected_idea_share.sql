/*
title = "Ideas turned down"
question = "How often do we say no?"
page = "funnel"
formula = "stopped before start / ideas on record that started or were stopped; not known where no rejection was ever recorded"
unit = "percent"
good = "up"
kind = "to_date"
interval = true
benchmarks = ["say_no"]
needs = ["pilots.stage"]
rows = "initiative_rows"
*/
with resolved as (
    select
        business_unit,
        furthest = 0 as is_rejected,
    from facts.initiatives
    where was_idea and (furthest >= 1 or is_stopped or is_retired)
),

recorded as (
    select
        *,
        bool_or(is_rejected) over () as is_recorded,
    from resolved
)

select
    cast(null as varchar) as period,
    business_unit,
    count(*) filter (where is_rejected) as numerator,
    count(*) as denominator,
from recorded
where is_recorded
group by business_unit
