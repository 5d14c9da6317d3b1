/*
title = "Running costs that were added up"
question = "Is a tool's running cost counted once?"
page = "spend"
formula = """
tools whose rows of one period say different running costs: equal ones count once, different ones are added"""
unit = "money"
needs = ["deployments.run_cost"]
rows = "benefit_rows"
n = "costs"
*/
select
    business_unit,
    deployment_id,
    period,
    count(run_cost) as costs,
    sum(run_cost) as run_cost,
from facts.benefits
where dataset = 'deployments' and in_units(business_unit) and quarter_start <= getvariable('until')
group by business_unit, deployment_id, period, period_start, period_end
having count(run_cost) > 1
order by period desc, run_cost desc, business_unit, deployment_id
