/*
title = "Initiatives and their money"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = """
direct cost (linked spend + running cost) and value of each initiative, from the beginning; does not add up to the \
portfolio. Return = (risk-adjusted value - direct cost) / direct cost. Planned by now = planned yearly benefit x \
months live / 12, beside what is claimed"""
needs = ["pilots.initiative_id"]
*/
with reported as (
    select distinct value_unit as business_unit
    from facts.benefits
    where dataset = 'deployments' and initiative_key is not null
)

select
    initiatives.business_unit,
    initiatives.initiative_id,
    initiatives.name,
    initiatives.stage,
    initiatives.ever_started,
    initiatives.started_on,
    initiatives.production_on,
    initiatives.stopped_on,
    initiatives.retired_on,
    money.cost,
    money.claimed,
    money.risk_adjusted,
    money.evidenced,
    -- where its unit has never reported what came back from any initiative, nothing is known of a return
    reported.business_unit is not null or money.risk_adjusted is not null as is_reported,
    case when is_reported and money.cost > 0 then (coalesce(money.risk_adjusted, 0) - money.cost) / money.cost end as roi,
    round(100 * roi) as return_percent,
    case when is_reported and money.cost > 0 then money.is_paid_back end as is_paid_back,
    initiatives.start_quarter,
    initiatives.planned_cost,
    plans.months_live,
    plans.due,
    plans.realised,
    plans.is_below_plan,
    plans.is_over_cost,
    versions.file_name as upload,
    initiatives.version,
    initiatives.sheet,
    initiatives.source_row,
from facts.initiatives as initiatives
left join facts.initiative_money as money using (initiative_key)
left join reported on initiatives.business_unit = reported.business_unit
left join facts.initiative_plans as plans using (initiative_key)
left join ledger.versions as versions using (version)
where in_units(initiatives.business_unit)
order by money.cost desc nulls last, initiatives.initiative_key
