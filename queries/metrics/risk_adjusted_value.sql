/*
title = "Risk-adjusted value"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = """
benefits weighted by evidence (settings; our judgement): finance confirmed 100 %, controlled 90 %, baseline 70 %, \
modelled 40 %, self-reported 20 %"""
unit = "money"
good = "up"
kind = "to_date"
needs = ["deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "benefit_rows"
*/
select
    null as period,
    business_unit,
    sum(risk_adjusted) as numerator,
    null as denominator,
from facts.money_by_quarter
group by all
