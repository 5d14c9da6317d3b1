/*
title = "Live tools"
question = "What is live?"
page = "registry"
formula = "deployments that are live or degraded in the last period their unit reports; a missing row is not live"
unit = "count"
good = "up"
kind = "state"
needs = ["deployments.status"]
rows = "deployment_rows"
*/
select
    null as period,
    business_unit,
    count(*) as numerator,
    null as denominator,
from facts.deployments
where is_live
group by all
