/*
title = "Live and in the registry"
question = "Is the registry of live tools kept?"
page = "diagnosis"
formula = "initiatives in production that have a live tool in the registry with its users / initiatives in production"
unit = "percent"
good = "up"
kind = "state"
census = true
needs = ["pilots.stage", "deployments.status", "deployments.active_users"]
rows = "initiative_rows"
*/
with kept as (
    select distinct initiative_key
    from facts.deployments
    where is_live and active_users is not null and initiative_key is not null
)

select
    cast(null as varchar) as period,
    initiatives.business_unit,
    count(kept.initiative_key) as numerator,
    count(*) as denominator,
from facts.initiatives as initiatives
left join kept using (initiative_key)
where initiatives.is_live
group by initiatives.business_unit
