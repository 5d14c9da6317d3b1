/*
title = "What each unit's place is made of"
question = "Why does a unit stand where it stands on the map?"
page = "maturity"
formula = "each part's share of full marks times its weight (settings); the weight of parts that are not known goes to the others of the same axis"
unit = "share"
rows = "gate_rows"
*/
select *
from facts.position_parts
where in_units(business_unit)
order by business_unit, position
