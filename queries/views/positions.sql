/*
title = "Where each unit stands"
question = "Can it use AI, and can it build it?"
page = "maturity"
formula = "ability = 50 % habitual use, 30 % redesigned workflows, 20 % survey; capacity = 40 % tools built inside, 30 % kept inside, 20 % builders, 10 % build velocity (settings); what is not known drops out and the rest weighs more"
unit = "share"
rows = "gate_rows"
*/
select *
from facts.positions
where in_units(business_unit)
order by business_unit
