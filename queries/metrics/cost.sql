/*
title = "Cost"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = """
actual spend + running cost that the spend sheet leaves out, from the beginning; linked spend counts with the \
initiative's unit"""
unit = "money"
good = "none"
kind = "to_date"
needs = ["spend.amount"]
rows = "cost_rows"
*/
select
    null as period,
    business_unit,
    sum(cost) as numerator,
    null as denominator,
from facts.money_by_quarter
group by all
