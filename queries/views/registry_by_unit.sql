/*
title = "Live tools by unit"
question = "What is live, and who built it?"
page = "registry"
formula = "number of live tools by unit, and of those the ones built internally, maintained internally and maintained by nobody"
needs = ["deployments.status"]
rows = "deployment_rows"
n = "tools"
*/
select
    business_unit,
    count(*) as tools,
    count(*) filter (built_by is not null) as known_builder,
    count(*) filter (built_by = 'internal') as built_inside,
    count(*) filter (maintained_by is not null) as known_maintainer,
    count(*) filter (maintained_by = 'internal') as kept_inside,
    count(*) filter (maintained_by = 'nobody') as unmaintained,
from facts.deployments
where is_live and in_units(business_unit)
group by business_unit
order by tools desc, business_unit
