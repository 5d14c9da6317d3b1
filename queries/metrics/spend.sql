/*
title = "Spend"
question = "Where does the money go, and what does it buy?"
page = "spend"
formula = "sum of actual amounts, in the reporting currency; counted with the unit that pays"
unit = "money"
kind = "flow"
needs = ["spend.amount"]
rows = "spend_rows"
*/
select
    period,
    business_unit,
    sum(amount) as numerator,
    null as denominator,
from facts.spend
where basis = 'actual'
group by all
