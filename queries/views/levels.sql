/*
title = "Levels"
question = "Where is each unit: Consumer, Integrator or Builder?"
page = "maturity"
formula = "the highest level whose gates and all lower ones are met; at least that, where the next cannot be judged"
rows = "gate_rows"
*/
select *
from facts.levels
where in_units(business_unit)
order by level desc, next_gates_met desc, business_unit
