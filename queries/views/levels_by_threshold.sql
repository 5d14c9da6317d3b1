/*
title = "Levels under other thresholds"
question = "Would each unit be at another level had the gates been set otherwise?"
page = "maturity"
formula = "each unit's level with all thresholds a tenth and a fifth lower and higher; whole things are asked for whole, a threshold of nothing stays"
rows = "gate_rows"
*/
select
    business_unit,
    factor,
    level,
    is_at_least,
from facts.levels_by_threshold
where in_units(business_unit)
order by business_unit, factor
