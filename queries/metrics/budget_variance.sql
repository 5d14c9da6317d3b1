/*
title = "Spend beyond budget"
question = "Do we spend what we planned?"
page = "spend"
formula = """
actual - budget of the units that pay, in the quarters for which anybody has a budget: of units with both, and all that \
units without a budget spent there; a budget without anything reported is not underspent; below zero = under budget"""
unit = "money"
good = "none"
kind = "flow"
needs = ["spend.amount", "spend.basis"]
rows = "spend_rows"
*/
select
    period,
    business_unit,
    variance as numerator,
    null as denominator,
from facts.budgets
where variance is not null
