/*
title = "From what was bought to where it stands"
question = "Where does the money go, and what does it buy?"
page = "spend"
formula = "actual spend from the beginning, by what it buys and by where it stands"
unit = "money"
needs = ["spend.amount"]
rows = "cost_rows"
*/
select
    purpose,
    position,
    sum(amount) as amount,
from facts.spend_positions
where in_units(value_unit)
group by purpose, position
order by purpose, position
