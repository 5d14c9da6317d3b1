/*
title = "What hangs on others"
question = "How much of what is live depends on others?"
page = "registry"
formula = """
live tools built by a vendor or bought, or maintained by a vendor, and their share of the risk-adjusted value of the \
last four quarters; and the same of what nobody maintains. Each of the live tools of which it is known"""
unit = "percent"
needs = ["deployments.built_by | deployments.maintained_by"]
rows = "deployment_rows"
note = "A tool that is bought and that nobody maintains is in both. Value below zero is left out."
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
),

tools as (
    select
        deployments.built_by in ('vendor', 'bought') or deployments.maintained_by = 'vendor' as is_on_vendor,
        deployments.maintained_by = 'nobody' as is_unmaintained,
        deployments.built_by is not null or deployments.maintained_by is not null as is_origin_known,
        deployments.maintained_by is not null as is_maintainer_known,
        valued.risk_adjusted,
    from facts.deployments as deployments
    left join valued using (business_unit, deployment_id)
    where deployments.is_live and in_units(deployments.business_unit)
),

listed as (
    select 'on a vendor' as hangs, 'tools' as counted, coalesce(is_on_vendor, false) as is_part, 1 as weight
    from tools where is_origin_known
    union all
    select 'on a vendor', 'value', coalesce(is_on_vendor, false), risk_adjusted
    from tools where is_origin_known
    union all
    select 'on nobody', 'tools', is_unmaintained, 1
    from tools where is_maintainer_known
    union all
    select 'on nobody', 'value', is_unmaintained, risk_adjusted
    from tools where is_maintainer_known
)

select
    hangs,
    counted,
    coalesce(sum(weight) filter (is_part), 0) as part,
    sum(weight) as whole,
from listed
group by hangs, counted
having sum(weight) > 0
order by hangs = 'on nobody', counted
