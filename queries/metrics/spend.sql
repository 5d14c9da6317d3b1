/*
title = "Spend"
question = "Where does the money go?"
formula = "sum of actual amounts, in the reporting currency"
unit = "money"
kind = "flow"
needs = ["spend.amount"]
*/
select
    period,
    business_unit,
    sum(amount) as numerator,
    null as denominator,
from staging.spend
where basis = 'actual'
group by all
