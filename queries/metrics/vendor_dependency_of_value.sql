/*
title = "Value that depends on a vendor"
question = "How much of what is live depends on others?"
page = "registry"
formula = "risk-adjusted benefit of the last four quarters from live tools built by a vendor or bought, or maintained by a vendor / that of all live tools whose builder or maintainer is known"
unit = "percent"
good = "down"
kind = "state"
needs = ["deployments.built_by | deployments.maintained_by", "deployments.benefit_amount | deployments.hours_saved"]
rows = "benefit_rows"
note = "Tools with a negative benefit are left out of both."
*/
with valued as (
    select
        business_unit,
        deployment_id,
        sum(risk_adjusted) as risk_adjusted,
    from facts.benefits
    where
        deployment_id is not null
        and quarter_start > quarter_start(cast(getvariable('until') as date)) - interval 12 month
    group by all
    having sum(risk_adjusted) > 0
)

select
    null as period,
    deployments.business_unit,
    coalesce(
        sum(valued.risk_adjusted) filter (
            deployments.built_by in ('vendor', 'bought') or deployments.maintained_by = 'vendor'
        ),
        0
    ) as numerator,
    sum(valued.risk_adjusted) as denominator,
from facts.deployments as deployments
inner join valued using (business_unit, deployment_id)
where deployments.is_live and (deployments.built_by is not null or deployments.maintained_by is not null)
group by all
