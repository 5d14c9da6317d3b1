/*
title = "What would move each unit"
question = "What is the smallest change that moves a unit up or down a level?"
page = "maturity"
formula = "up: every gate of the next level that is not met, with how many more it asks for; down: each gate a unit's level rests on, with how many fewer would close it"
rows = "gate_rows"
*/
select
    business_unit,
    unit_level as level,
    case when state = 'met' then 'down' else 'up' end as direction,
    case
        when state = 'met' then level - 1
        -- with the next level's gates met a unit may pass more than one
        else coalesce(
            min(level) filter (state <> 'met' and level > unit_level + 1) over (partition by business_unit), 4
        ) - 1
    end as level_then,
    level as gate_level,
    position,
    gate,
    title,
    unit,
    state,
    steps,
    fewer_seats,
    one,
    many,
    -- how far a met gate is from closing, of what the unit has
    case when state = 'met' then steps / nullif(numerator, 0) end as margin,
    is_fragile,
    is_by_first_build,
    needs,
from facts.gates
where in_units(business_unit)
qualify (state = 'met' and gate_level <= unit_level) or (state <> 'met' and gate_level = unit_level + 1)
order by business_unit, direction desc, position
