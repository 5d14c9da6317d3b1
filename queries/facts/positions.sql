-- Where a unit stands as at `until`: ability to use and capacity to build, each from 0 to 1. A part that is not known drops
-- out and the others weigh more; `ability_known` and `capacity_known` say how much of the weight is.
with placed as (
    select
        business_unit,
        axis,
        sum(points) as place,
        sum(weight) filter (value is not null) as known,
        sum(weight) as every,
        list(part order by weight desc, part) filter (value is null and weight > 0) as left_out,
    from facts.position_parts
    group by business_unit, axis
),

spanned as (
    select
        business_unit,
        max(place) filter (axis = 'ability') as ability,
        max(place) filter (axis = 'capacity') as capacity,
        max(coalesce(known, 0) / nullif(every, 0)) filter (axis = 'ability') as ability_known,
        max(coalesce(known, 0) / nullif(every, 0)) filter (axis = 'capacity') as capacity_known,
        flatten(list(coalesce(left_out, []) order by axis)) as left_out,
    from placed
    group by business_unit
)

select
    spanned.*,
    levels.level,
    levels.is_at_least,
    unit_spend.spent,
from spanned
left join facts.levels as levels using (business_unit)
left join facts.unit_spend as unit_spend using (business_unit)
