/*
title = "Live tools that depend on a vendor"
question = "How much of what is live depends on others?"
page = "registry"
formula = "live tools built by a vendor or bought, or maintained by a vendor / live tools whose builder or maintainer is known"
unit = "percent"
good = "down"
kind = "state"
census = true
needs = ["deployments.built_by | deployments.maintained_by"]
rows = "deployment_rows"
note = "Built together with a vendor counts only where the vendor also maintains it."
*/
select
    null as period,
    business_unit,
    count(*) filter (built_by in ('vendor', 'bought') or maintained_by = 'vendor') as numerator,
    count(*) as denominator,
from facts.deployments
where is_live and (built_by is not null or maintained_by is not null)
group by all
