/*
title = "Seats in use, tool by tool"
question = "Do people use what we pay for?"
formula = """
min(active users, seats) / seats of each tool in each unit, in the last period; a tool in its first quarter is shown \
and not judged; where fewer than five people hold a seat, and where one could work them out, nothing is shown"""
unit = "percent"
needs = ["adoption.seats", "adoption.active_users"]
benchmarks = ["licence_adoption"]
rows = "adoption_rows"
*/
with held as (
    select
        business_unit,
        lower(trim(tool)) as tool_key,
        min(trim(tool)) as tool,
        sum(seats) as seats,
        sum(least(active_users, seats)) as used,
        sum(unused_seats * seat_price) as unused_cost,
        bool_and(in_grace) as in_grace,
    from facts.adoption
    where is_latest and seats > 0 and active_users is not null
    group by business_unit, tool_key
),

judged as (
    select *, must_hide(business_unit, tool_key, seats, is_small_group(seats)) as is_hidden
    from held
)

select
    tool,
    business_unit,
    seats,
    case when not is_hidden then used end as used,
    case when not is_hidden then used / seats end as utilisation,
    case when not is_hidden then unused_cost end as unused_cost,
    in_grace,
    is_hidden,
from judged
where in_units(business_unit)
order by in_grace, utilisation nulls last, seats desc, tool, business_unit
