/*
title = "The path to the next level"
question = "What opens the next level?"
page = "maturity"
formula = "the gates of each unit's next level that are not met: measure, threshold, distance, and how many more it takes"
rows = "gate_rows"
*/
select
    business_unit,
    level,
    gate,
    title,
    unit,
    measured,
    at_least,
    distance,
    steps,
    fewer_seats,
    one,
    many,
    is_hidden,
    numerator,
    denominator,
    n,
    state,
    is_fragile,
    needs,
from facts.gates
where level = unit_level + 1 and state <> 'met' and in_units(business_unit)
order by business_unit, position
