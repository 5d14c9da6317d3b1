/*
title = "Stalled"
question = "How many initiatives are stuck on the way?"
page = "funnel"
formula = "longer in their stage than 85 % of all that entered it need (or than the stage's setting, where history is short) / in flight: ideas, pilots, proven and approved; paused ones and those whose time in stage is unknown left out"
unit = "percent"
good = "down"
kind = "state"
interval = true
needs = ["pilots.stage"]
rows = "initiative_rows"
*/
select
    cast(null as varchar) as period,
    business_unit,
    count(*) filter (where is_stalled) as numerator,
    count(*) as denominator,
from facts.ageing
where not paused and is_stalled is not null
group by business_unit
