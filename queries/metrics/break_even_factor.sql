/*
title = "Share of the claims that must be true to break even"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = "cost / claimed value, from the beginning; beyond 100 % the claims do not cover the cost even if all are true"
unit = "percent"
good = "down"
kind = "to_date"
needs = ["spend.amount", "deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "cost_rows"
*/
select
    null as period,
    business_unit,
    sum(cost) as numerator,
    sum(claimed) as denominator,
from facts.money_by_quarter
group by all
