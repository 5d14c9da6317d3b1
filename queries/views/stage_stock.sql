/*
title = "Where initiatives stand now"
question = "How many initiatives are at each stage?"
page = "funnel"
formula = "initiatives on each unit's last list, by stage; those gone from the list apart"
n = "initiatives"
needs = ["pilots.stage"]
rows = "initiative_rows"
note = "A stock is not a conversion: what stands at a stage today says nothing of how many get beyond it."
*/
select
    business_unit,
    case when is_vanished then 'gone' else stage end as stage,
    count(*) as initiatives,
from facts.initiatives
where in_units(business_unit)
group by all
order by business_unit, stage
