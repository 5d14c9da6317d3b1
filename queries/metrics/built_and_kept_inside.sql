/*
title = "Live tools built and kept inside"
question = "Can we build and maintain AI ourselves?"
page = "registry"
formula = "live tools built and maintained internally / live tools whose builder and maintainer are known"
unit = "percent"
good = "up"
kind = "state"
census = true
needs = ["deployments.built_by", "deployments.maintained_by"]
rows = "deployment_rows"
*/
select
    null as period,
    business_unit,
    count(*) filter (built_by = 'internal' and maintained_by = 'internal') as numerator,
    count(*) as denominator,
from facts.deployments
where is_live and built_by is not null and maintained_by is not null
group by all
