/*
title = "Time saved where AI is inside the work"
question = "Does it matter where the tool is?"
page = "adoption"
formula = "1 - minutes after x outputs / minutes before x outputs, over the live tools inside what people already use (the tool's embedded: yes, or its initiative's workflow_embedded: yes), in the last period that gives all three"
unit = "percent"
good = "up"
kind = "state"
needs = ["deployments.minutes_before", "deployments.minutes_after", "deployments.outputs", "adoption.embedded | pilots.workflow_embedded"]
benchmarks = ["embedded_gain"]
rows = "deployment_rows"
*/
with timed as (
    select
        business_unit || '/' || deployment_id as deployment_key,
        max_by(
            struct_pack(before := minutes_before * outputs, after := minutes_after * outputs), (period_end, row_key)
        ) as last_said,
    from staging.deployments
    where minutes_before > 0 and minutes_after is not null and outputs > 0
    group by all
),

places as (
    select
        business_unit,
        tool_key,
        bool_or(embedded) as embedded,
    from facts.tool_use
    where is_latest
    group by all
)

select
    null as period,
    deployments.business_unit,
    sum(timed.last_said.before - timed.last_said.after) as numerator,
    sum(timed.last_said.before) as denominator,
from facts.deployments as deployments
inner join timed using (deployment_key)
left join places
    on deployments.business_unit = places.business_unit
    and lower(trim(deployments.tool)) = places.tool_key
left join facts.initiatives as initiatives using (initiative_key)
where deployments.is_live and coalesce(places.embedded, initiatives.workflow_embedded)
group by all
