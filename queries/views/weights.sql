/*
title = "How far the return hangs on each weight"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = """
from the beginning, by the evidence that is weighed: what is claimed of it, and what ten points more of its weight would add to \
the risk-adjusted value and to the return on cost; of what is claimed from saved hours what those hours would cost in full, and \
what is left of it after realisation and after its weight"""
unit = "money"
needs = ["deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "benefit_rows"
*/
with weighed as (
    select
        evidence,
        sum(claimed) as claimed,
        sum(hours_saved) filter (amount_written is null) as hours,
        sum(claimed) filter (amount_written is null) as from_hours,
        sum(risk_adjusted) filter (amount_written is null) as from_hours_weighed,
    from facts.benefits
    -- what is negative counts whole, whatever its evidence
    where claimed > 0 and in_units(value_unit) and evidence <> 'finance_confirmed'
    group by evidence
),

costs as (
    select sum(cost) as cost
    from facts.money_by_quarter
    where in_units(business_unit)
)

select
    weighed.evidence,
    setting('factor_' || weighed.evidence) as weight,
    weighed.claimed,
    0.1 * weighed.claimed as value_by_ten_points,
    0.1 * weighed.claimed / case when costs.cost > 0 then costs.cost end as return_by_ten_points,
    weighed.hours,
    weighed.from_hours / nullif(setting('realisation'), 0) as hours_in_full,
    weighed.from_hours,
    weighed.from_hours_weighed,
from weighed
cross join costs
order by weight desc
