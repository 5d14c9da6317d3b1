/*
title = "Live tools by who built and who maintains them"
question = "Can we build and maintain AI ourselves?"
page = "registry"
formula = "number of live tools by builder and maintainer"
needs = ["deployments.built_by | deployments.maintained_by"]
rows = "deployment_rows"
n = "tools"
*/
select
    coalesce(built_by, 'not known') as built_by,
    coalesce(maintained_by, 'not known') as maintained_by,
    count(*) as tools,
from facts.deployments
where is_live and in_units(business_unit)
group by all
order by built_by, maintained_by
