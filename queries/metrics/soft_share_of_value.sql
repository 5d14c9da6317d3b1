/*
title = "Soft share of the value"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = """
risk-adjusted value of cost avoided and productivity / all risk-adjusted value; the rest is cash: cost released, \
revenue at contribution margin"""
unit = "percent"
good = "down"
kind = "to_date"
needs = ["deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "benefit_rows"
*/
select
    null as period,
    business_unit,
    sum(risk_adjusted - risk_adjusted_cash) as numerator,
    sum(risk_adjusted) as denominator,
from facts.money_by_quarter
group by all
