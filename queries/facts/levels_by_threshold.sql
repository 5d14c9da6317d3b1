-- A unit's level as at `until` with every gate's threshold times a factor. At least that, where the next cannot be judged.
select
    business_unit,
    factor,
    unit_level as level,
    unit_level < 3 and count(*) filter (level = unit_level + 1 and not is_met) = 0 as is_at_least,
from facts.gate_trials
group by business_unit, factor, unit_level
