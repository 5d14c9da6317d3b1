/*
title = "Anchor workflows"
question = "Does it get better?"
page = "registry"
formula = "live tools that cut the time to an output by at least 70 % (setting) in the last quarter in which they state it"
unit = "count"
good = "up"
kind = "state"
needs = ["deployments.minutes_before", "deployments.minutes_after", "deployments.outputs"]
benchmarks = ["anchor_workflows"]
rows = "deployment_rows"
*/
select
    null as period,
    business_unit,
    count(*) filter (is_anchor) as numerator,
    null as denominator,
from facts.workflows
group by all
