/*
title = "Spend that stood against a budget"
question = "Of how much of the spend can it be said whether it was planned?"
page = "spend"
formula = "actual of the units and quarters that have a budget / all actual spend, by the unit that pays"
unit = "percent"
good = "none"
kind = "flow"
needs = ["spend.amount", "spend.basis"]
rows = "spend_rows"
*/
select
    period,
    business_unit,
    if(has_both, actual, 0) as numerator,
    actual as denominator,
from facts.budgets
where actual is not null
