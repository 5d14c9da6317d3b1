/*
title = "Active use cases"
question = "On how many use cases does the money rest?"
page = "funnel"
formula = "initiatives whose stage is pilot, proven, approved, production or scaled"
unit = "count"
good = "none"
kind = "state"
benchmarks = ["focus_use_cases"]
needs = ["pilots.stage"]
rows = "initiative_rows"
*/
select
    cast(null as varchar) as period,
    business_unit,
    count(*) filter (where is_in_flight or is_live) as numerator,
    null as denominator,
from facts.initiatives
group by business_unit
