/*
title = "Live tools nobody maintains"
question = "Who keeps it alive?"
page = "registry"
formula = "live tools that nobody maintains / live tools whose maintainer is known"
unit = "percent"
good = "down"
kind = "state"
census = true
needs = ["deployments.maintained_by"]
rows = "deployment_rows"
*/
select
    null as period,
    business_unit,
    count(*) filter (maintained_by = 'nobody') as numerator,
    count(*) as denominator,
from facts.deployments
where is_live and maintained_by is not null
group by all
