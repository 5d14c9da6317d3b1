/*
title = "Stopped early"
question = "Do we kill early?"
page = "diagnosis"
formula = "stopped before production within 180 days of the start / stopped before production after a start, with both days known"
unit = "percent"
good = "up"
kind = "to_date"
interval = true
needs = ["pilots.started_on", "pilots.stage"]
rows = "initiative_rows"
*/
select
    cast(null as varchar) as period,
    business_unit,
    count(*) filter (where stopped_on <= started_on + cast(setting('cheap_stop_days') as integer)) as numerator,
    count(*) as denominator,
from facts.initiatives
where is_stopped and production_on is null and furthest between 1 and 3 and stopped_on >= started_on
group by business_unit
