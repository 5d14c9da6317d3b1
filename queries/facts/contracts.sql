-- A tool's contract that renews after `until`, as its last row says: what was bought, and what of it nobody uses. Who uses it,
-- and what follows from it, is null where it is hidden (`is_hidden`: too few people); the money also in a tool's first quarter.
with bought as (
    select
        adoption.*,
        coalesce(use.is_hidden, true) as is_hidden,
    from facts.adoption as adoption
    left join facts.tool_use as use
        on adoption.business_unit = use.business_unit
        and lower(trim(adoption.tool)) = use.tool_key
        and adoption.quarter_start = use.quarter_start
    where adoption.is_latest and adoption.renewal_on > getvariable('until')
)

select
    business_unit,
    tool,
    vendor,
    owner,
    renewal_on,
    seats,
    seat_price,
    seats * seat_price as annual_cost,
    case when not is_hidden then active_users end as active_users,
    case when not is_hidden then unused_seats end as unused_seats,
    case when not is_hidden and not in_grace then unused_seats * seat_price end as reclaimable,
    in_grace,
    is_hidden,
from bought
