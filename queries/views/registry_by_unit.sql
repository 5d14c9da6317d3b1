/*
title = "Live tools by unit and builder"
question = "What is live?"
formula = "number of live tools by unit and by who built them"
needs = ["deployments.status"]
rows = "deployment_rows"
n = "tools"
*/
select
    business_unit,
    coalesce(built_by, 'not known') as built_by,
    count(*) as tools,
from facts.deployments
where is_live and in_units(business_unit)
group by all
order by business_unit, built_by
