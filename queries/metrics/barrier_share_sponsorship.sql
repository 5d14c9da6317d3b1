/*
title = "Held up by missing sponsorship"
question = "What stops initiatives on the way to production?"
page = "methods"
formula = "stalled or stopped initiatives whose last list names missing sponsorship / those whose last list names any barrier"
unit = "percent"
good = "down"
kind = "state"
interval = true
needs = ["pilots.stage", "pilots.barrier"]
benchmarks = ["barrier_sponsor"]
rows = "barrier_rows"
note = "The quoted share is of respondents to a survey, another population: it stands beside, and is never scored."
*/
select
    null as period,
    business_unit,
    count(*) filter (where list_contains(barriers, 'sponsorship')) as numerator,
    count(*) as denominator,
from facts.held_up
where len(barriers) > 0
group by business_unit
