/*
title = "Abandoned after proof"
question = "How many initiatives are stopped after they were shown to work?"
page = "funnel"
formula = "stopped after proven / ever proven (or further), from the beginning to now; units with one list and no date of proof left out, because their stops were never listed"
unit = "percent"
good = "down"
kind = "to_date"
interval = true
benchmarks = ["genai_abandoned"]
needs = ["pilots.stage"]
rows = "initiative_rows"
*/
select
    cast(null as varchar) as period,
    business_unit,
    count(*) filter (where is_stopped) as numerator,
    count(*) as denominator,
from facts.initiatives
where furthest >= 2 and (proven_on is not null or unit_first_list_on < unit_last_list_on)
group by business_unit
