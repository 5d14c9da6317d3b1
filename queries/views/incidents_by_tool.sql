/*
title = "Incidents by tool"
question = "Is what we run under control?"
page = "registry"
formula = "incidents, and of them security incidents, of each tool in the last four quarters"
good = "down"
needs = ["deployments.incidents | deployments.security_incidents"]
benchmarks = ["security_incident"]
rows = "deployment_rows"
*/
with counted as (
    select
        deployment_key,
        sum(incidents) as incidents,
        sum(security_incidents) as security_incidents,
    from facts.usage
    where
        quarter_start > quarter_start(cast(getvariable('until') as date)) - interval 12 month
        and (incidents is not null or security_incidents is not null)
    group by deployment_key
)

select
    tools.deployment_id,
    tools.name,
    tools.business_unit,
    tools.is_live,
    -- a security incident is an incident, even where only the one is counted
    greatest(coalesce(counted.incidents, 0), coalesce(counted.security_incidents, 0)) as incidents,
    coalesce(counted.security_incidents, 0) as security_incidents,
from counted
inner join facts.deployments as tools using (deployment_key)
where in_units(tools.business_unit)
order by incidents desc, security_incidents desc, tools.business_unit, tools.name
