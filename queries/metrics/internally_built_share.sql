/*
title = "Live tools built inside"
question = "Can we build AI ourselves?"
page = "registry"
formula = "live tools built internally / live tools whose builder is known"
unit = "percent"
good = "up"
kind = "state"
census = true
needs = ["deployments.built_by"]
rows = "deployment_rows"
*/
select
    null as period,
    business_unit,
    count(*) filter (built_by = 'internal') as numerator,
    count(*) as denominator,
from facts.deployments
where is_live and built_by is not null
group by all
