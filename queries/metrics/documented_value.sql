/*
title = "Documented value"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = """
of the evidenced value, what shows its papers: finance's confirmation, a control group with both its values, a baseline \
from before go-live, minutes before and after, or where the evidence is kept"""
unit = "money"
good = "up"
kind = "to_date"
needs = ["deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "benefit_rows"
*/
select
    null as period,
    business_unit,
    sum(documented) as numerator,
    null as denominator,
from facts.money_by_quarter
group by all
