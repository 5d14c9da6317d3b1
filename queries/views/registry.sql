/*
title = "The registry of live tools"
question = "What is live, and who keeps it alive?"
formula = "every live tool with its users, what it brought in the last four quarters, who built it, who maintains it and when it last had an incident"
needs = ["deployments.status"]
rows = "deployment_rows"
*/
with valued as (
    select
        business_unit,
        deployment_id,
        round(sum(verified)) as verified,
        round(sum(claimed)) as claimed,
    from facts.benefits
    where
        deployment_id is not null
        and quarter_start > quarter_start(cast(getvariable('until') as date)) - interval 12 month
    group by all
)

select
    deployments.deployment_key,
    deployments.name,
    deployments.business_unit,
    deployments.function,
    deployments.active_users,
    deployments.intended_users,
    deployments.peak_users,
    deployments.active_users / nullif(deployments.intended_users, 0) as share_of_intended,
    valued.verified,
    valued.claimed,
    deployments.built_by,
    deployments.maintained_by,
    deployments.maintainer,
    deployments.went_live_on,
    deployments.age_days,
    deployments.last_incident_period,
    deployments.status,
    deployments.maintained_by = 'nobody' as is_unmaintained,
from facts.deployments as deployments
left join valued using (business_unit, deployment_id)
where deployments.is_live and in_units(deployments.business_unit)
order by deployments.active_users desc nulls last, deployments.business_unit, deployments.name
