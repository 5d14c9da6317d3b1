/*
title = "Whose word the value rests on"
question = "Who confirmed it?"
page = "return"
formula = """
the rows of benefits that count, by the evidence they state, the evidence they count as, and who confirmed them; \
finance confirmed without who, when and the budget line counts as baseline"""
unit = "money"
needs = ["deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "benefit_rows"
n = "sheet_rows"
*/
select
    benefits.evidence_written as evidence_stated,
    benefits.evidence as counts_as,
    nullif(trim(deployments.confirmed_by), '') as confirmed_by,
    count(*) as sheet_rows,
    count(distinct benefits.business_unit || '/' || coalesce(benefits.deployment_id, benefits.tool)) as tools,
    sum(benefits.claimed) as claimed,
    sum(benefits.risk_adjusted) as risk_adjusted,
    max(deployments.confirmed_on) as last_confirmed_on,
    benefits.evidence <> benefits.evidence_written as is_downgraded,
from facts.benefits as benefits
left join staging.deployments as deployments
    on benefits.dataset = 'deployments' and benefits.row_key = deployments.row_key
where benefits.is_counted and in_units(benefits.business_unit)
group by all
order by claimed desc nulls last, evidence_stated, counts_as, confirmed_by
