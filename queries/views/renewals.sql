/*
title = "Renewals of the next twelve months"
question = "Which contracts can be cut, and by when?"
page = "spend"
formula = """
unused seats x price for a year, for each renewal within 12 months after the last quarter; tools in their first \
quarter are not judged; where few people stand behind a tool its use is hidden"""
unit = "money"
needs = ["adoption.renewal_on", "adoption.seats"]
rows = "adoption_rows"
*/
select
    renewal_on,
    strftime(renewal_on, '%Y-%m') as renewal_month,
    tool,
    business_unit,
    owner,
    vendor,
    seats,
    active_users,
    unused_seats,
    seat_price,
    annual_cost,
    reclaimable,
    in_grace,
    is_hidden,
    datediff('day', cast(getvariable('until') as date), renewal_on) as days_left,
from facts.contracts
where renewal_on <= months_after(cast(getvariable('until') as date), 12) and in_units(business_unit)
order by renewal_on, reclaimable desc nulls last, tool, business_unit
