/*
title = "Value confirmed by finance"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = """
benefits that finance confirmed, with who, when and the budget line, at 100 %; the negative counts whole, whatever its \
evidence"""
unit = "money"
good = "up"
kind = "to_date"
needs = ["deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "benefit_rows"
*/
select
    null as period,
    business_unit,
    sum(confirmed) as numerator,
    null as denominator,
from facts.money_by_quarter
group by all
