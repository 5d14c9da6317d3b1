/*
title = "Cost of an active user for a year"
question = "What do we pay for each person who uses it?"
page = "spend"
formula = "sum of seats x price / active users, in the last period"
unit = "money"
good = "down"
kind = "state"
people = true
needs = ["adoption.seats", "adoption.seat_price", "adoption.active_users"]
rows = "adoption_rows"
*/
-- hidden rows are added up with the others only all together: what some of them lack would give the rest away
with known as (
    select
        adoption.business_unit,
        adoption.seats,
        adoption.seat_price,
        adoption.active_users,
    from facts.adoption as adoption
    inner join facts.tool_use as use
        on adoption.business_unit = use.business_unit
        and lower(trim(adoption.tool)) = use.tool_key
        and adoption.quarter_start = use.quarter_start
    where
        adoption.is_latest
        and adoption.seats is not null
        and adoption.seat_price is not null
        and adoption.active_users is not null
    qualify not use.is_hidden or count_if(use.is_hidden) over () = use.hidden_rows
)

select
    null as period,
    business_unit,
    sum(seats * seat_price) as numerator,
    sum(active_users) as denominator,
    sum(seats) as people,
from known
group by all
