/*
title = "Return on investment, confirmed by finance"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = """
(value confirmed by finance - cost) / cost, from the beginning; cost = actual spend + running cost"""
unit = "percent"
good = "up"
kind = "to_date"
needs = ["spend.amount", "deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "cost_rows"
*/
select
    null as period,
    business_unit,
    sum(confirmed - cost) as numerator,
    sum(cost) as denominator,
from facts.money_by_quarter
group by all
