/*
title = "Workflows by the time they save"
question = "Does it get better?"
page = "registry"
formula = "each live tool's minutes before and with it, over its outputs in the last quarter in which it states them; an anchor cuts them by at least 70 % (setting)"
benchmarks = ["anchor_reduction", "anchor_workflows"]
needs = ["deployments.minutes_before", "deployments.minutes_after", "deployments.outputs"]
rows = "deployment_rows"
*/
select
    deployment_id,
    name,
    business_unit,
    function,
    built_by,
    quarter,
    outputs,
    minutes_before / outputs as minutes_before,
    minutes_after / outputs as minutes_after,
    minutes_saved / 60 as hours_saved,
    reduction,
    is_anchor,
from facts.workflows
where in_units(business_unit)
order by reduction desc, business_unit, name
