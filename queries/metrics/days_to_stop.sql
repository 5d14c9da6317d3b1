/*
title = "Days until a stop"
question = "Do we kill early?"
page = "diagnosis"
formula = "days from the start to the stop, summed over what was stopped before production / how many these are, with both days known"
unit = "days"
good = "down"
kind = "to_date"
needs = ["pilots.started_on", "pilots.stage"]
rows = "initiative_rows"
*/
select
    cast(null as varchar) as period,
    business_unit,
    sum(datediff('day', started_on, stopped_on)) as numerator,
    count(*) as denominator,
from facts.initiatives
where is_stopped and production_on is null and furthest between 1 and 3 and stopped_on >= started_on
group by business_unit
