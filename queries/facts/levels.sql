-- A unit's level as at `until`. Where no gate of the next level is missed but some cannot be judged, it is at least that;
-- `lacks_people`: they cannot for nothing but that too few people stand behind them.
select
    business_unit,
    unit_level as level,
    case unit_level
        when 0 then 'below Consumer'
        when 1 then 'Consumer'
        when 2 then 'Integrator'
        else 'Builder'
    end as level_name,
    unit_level < 3 and count(*) filter (level = unit_level + 1 and state = 'missed') = 0 as is_at_least,
    case
        when unit_level = 3 then 'none'
        when count(*) filter (level = unit_level + 1 and state = 'missed') > 0 then 'missed'
        else 'insufficient'
    end as next_level_state,
    coalesce(list(needs order by position) filter (level = unit_level + 1 and state = 'insufficient'), []) as missing,
    coalesce(bool_and(is_hidden) filter (level = unit_level + 1 and state = 'insufficient'), false) as lacks_people,
    coalesce(list(title order by position) filter (level = unit_level + 1 and state = 'missed'), []) as missed,
    coalesce(bool_or(is_fragile) filter (level <= unit_level + 1), false) as is_fragile,
    count(*) filter (level = unit_level + 1 and state = 'met') as next_gates_met,
    count(*) filter (level = unit_level + 1) as next_gates,
    count(*) filter (state = 'met') as gates_met,
    count(*) as gates,
from facts.gates
group by business_unit, unit_level
