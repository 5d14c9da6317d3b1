/*
title = "Evidenced value"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = """
benefits that finance confirmed, or that a control group or a baseline shows, weighted by evidence; finance \
confirmed needs who, when and the budget line"""
unit = "money"
good = "up"
kind = "to_date"
needs = ["deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
aliases = ["verified_value"]
rows = "benefit_rows"
*/
select
    null as period,
    business_unit,
    sum(evidenced) as numerator,
    null as denominator,
from facts.money_by_quarter
group by all
