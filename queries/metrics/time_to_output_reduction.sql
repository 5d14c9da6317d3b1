/*
title = "Cut in time to output"
question = "Does it get better?"
page = "registry"
formula = "1 - (minutes with the tool x outputs) / (minutes before x outputs), both summed over all live tools, each in the last quarter in which it states them"
unit = "percent"
good = "up"
kind = "state"
needs = ["deployments.minutes_before", "deployments.minutes_after", "deployments.outputs"]
benchmarks = ["anchor_reduction"]
rows = "deployment_rows"
note = "The minutes are as the sheet states them. Time that is saved is not money until somebody uses it."
*/
select
    null as period,
    business_unit,
    sum(minutes_saved) as numerator,
    sum(minutes_before) as denominator,
from facts.workflows
group by all
