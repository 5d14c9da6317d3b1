/*
title = "Where each unit's money is"
question = "Where does the money go, and what does it buy?"
page = "spend"
formula = "as where the money is; linked spend counts with the initiative's unit"
unit = "money"
needs = ["spend.amount"]
rows = "cost_rows"
*/
select
    value_unit as business_unit,
    position,
    sum(amount) as amount,
    sum(amount) / nullif(sum(sum(amount)) over (partition by value_unit), 0) as share,
from facts.spend_positions
where in_units(value_unit)
group by value_unit, position
order by business_unit, position
