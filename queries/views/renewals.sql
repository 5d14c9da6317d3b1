/*
title = "Renewals of the next twelve months"
question = "Which contracts can be cut, and by when?"
formula = """
unused seats x price for a year, for each renewal within 12 months after the last quarter; tools in their first \
quarter are not judged; where few people stand behind a tool its use is hidden"""
unit = "money"
needs = ["adoption.renewal_on", "adoption.seats"]
rows = "adoption_rows"
*/
with seats as (
    select
        adoption.*,
        coalesce(use.is_hidden, true) as is_hidden,
    from facts.adoption as adoption
    left join facts.tool_use as use
        on adoption.business_unit = use.business_unit
        and lower(trim(adoption.tool)) = use.tool_key
        and adoption.quarter_start = use.quarter_start
    where
        adoption.is_latest
        and adoption.renewal_on > getvariable('until')
        and adoption.renewal_on <= cast(getvariable('until') as date) + interval 12 month
)

select
    renewal_on,
    strftime(renewal_on, '%Y-%m') as renewal_month,
    tool,
    business_unit,
    owner,
    vendor,
    seats,
    case when not is_hidden then active_users end as active_users,
    case when not is_hidden then unused_seats end as unused_seats,
    seat_price,
    seats * seat_price as annual_cost,
    case when not in_grace and not is_hidden then unused_seats * seat_price end as reclaimable,
    in_grace,
    is_hidden,
    datediff('day', cast(getvariable('until') as date), renewal_on) as days_left,
from seats
where in_units(business_unit)
order by renewal_on, reclaimable desc nulls last, tool
