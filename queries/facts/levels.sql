-- A unit's level as at `until`: the highest whose gates, and all lower ones, are met. Where no gate of the next level is
-- missed but some cannot be judged, it is at least that level.
with per_level as (
    select
        business_unit,
        level,
        bool_and(state = 'met') as is_met,
        bool_or(state = 'missed') as is_missed,
        bool_or(is_fragile) as is_fragile,
        count(*) filter (state = 'met') as gates_met,
        count(*) as gates,
        list(needs order by position) filter (state = 'insufficient') as missing,
        list(title order by position) filter (state = 'missed') as missed,
    from facts.gates
    group by business_unit, level
),

reached as (
    select
        business_unit,
        coalesce(min(level) filter (not is_met), 4) - 1 as level,
        sum(gates_met) as gates_met,
        sum(gates) as gates,
    from per_level
    group by business_unit
)

select
    reached.business_unit,
    cast(reached.level as integer) as level,
    case reached.level
        when 0 then 'not yet a consumer'
        when 1 then 'Consumer'
        when 2 then 'Integrator'
        else 'Builder'
    end as level_name,
    coalesce(not next_level.is_missed, false) as is_at_least,
    case
        when reached.level = 3 then 'none'
        when next_level.is_missed then 'missed'
        else 'insufficient'
    end as next_level_state,
    coalesce(next_level.missing, []) as missing,
    coalesce(next_level.missed, []) as missed,
    coalesce(here.is_fragile, false) or coalesce(next_level.is_fragile, false) as is_fragile,
    cast(coalesce(next_level.gates_met, 0) as integer) as next_gates_met,
    cast(coalesce(next_level.gates, 0) as integer) as next_gates,
    cast(reached.gates_met as integer) as gates_met,
    cast(reached.gates as integer) as gates,
from reached
left join per_level as next_level
    on reached.business_unit = next_level.business_unit and next_level.level = reached.level + 1
left join per_level as here
    on reached.business_unit = here.business_unit and here.level = reached.level
