/*
title = "Gates"
question = "Where is each unit, and what opens the next level?"
page = "maturity"
formula = "each gate's measure against its threshold (settings; counts grow with the unit): met, missed, or not enough data"
rows = "gate_rows"
*/
select *
from facts.gates
where in_units(business_unit)
order by business_unit, level, position
