/*
title = "Held up by poor data quality"
question = "What stops initiatives on the way to production?"
page = "methods"
formula = "stalled or stopped initiatives whose last list names poor data quality / those whose last list names any barrier"
unit = "percent"
good = "down"
kind = "state"
interval = true
needs = ["pilots.stage", "pilots.barrier"]
benchmarks = ["barrier_data"]
rows = "barrier_rows"
note = "The quoted share is of respondents to a survey, another population: it stands beside, and is never scored."
*/
select
    null as period,
    business_unit,
    count(*) filter (where list_contains(barriers, 'data_quality')) as numerator,
    count(*) as denominator,
from facts.held_up
where len(barriers) > 0
group by business_unit
