/*
title = "Came back for each 1 spent"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = "risk-adjusted value / cost, from the beginning; cost = actual spend + running cost"
unit = "for each 1"
good = "up"
kind = "to_date"
needs = ["spend.amount", "deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "cost_rows"
*/
select
    null as period,
    business_unit,
    sum(risk_adjusted) as numerator,
    sum(cost) as denominator,
from facts.money_by_quarter
group by all
