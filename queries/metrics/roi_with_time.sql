/*
title = "Return on investment, people's time included"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = """
(risk-adjusted value - cost - time in training and building) / (cost + that time), from the beginning"""
unit = "percent"
good = "up"
kind = "to_date"
needs = [
    "spend.amount",
    "deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved",
    "training.hours_per_person | training.protected_hours_per_week",
]
rows = "cost_rows"
*/
with money as (
    select business_unit, sum(risk_adjusted) as value, sum(cost) as cost
    from facts.money_by_quarter
    group by business_unit
),

spent_time as (
    select business_unit, numerator as worth
    from metrics.opportunity_cost
),

together as (
    select
        coalesce(money.business_unit, spent_time.business_unit) as business_unit,
        coalesce(money.value, 0) as value,
        coalesce(money.cost, 0) + coalesce(spent_time.worth, 0) as cost,
    from money
    full join spent_time on money.business_unit = spent_time.business_unit
)

select
    null as period,
    business_unit,
    sum(value - cost) as numerator,
    sum(cost) as denominator,
from together
group by all
