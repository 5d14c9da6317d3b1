/*
title = "Seats in use, tool by tool"
question = "Do people use what we pay for?"
page = "spend"
formula = """
min(active users, seats) / seats of each tool in each unit, in the last period; a tool in its first quarter is shown \
and not judged; where few people stand behind a tool, or where they could be worked out, its use is hidden"""
unit = "percent"
needs = ["adoption.seats", "adoption.active_users"]
benchmarks = ["licence_adoption"]
rows = "adoption_rows"
*/
with held as (
    select
        business_unit,
        lower(trim(tool)) as tool_key,
        quarter_start,
        min(trim(tool)) as tool,
        sum(seats) as seats,
        sum(least(active_users, seats)) as used,
        sum(unused_seats * seat_price) as unused_cost,
        bool_and(in_grace) as in_grace,
    from facts.adoption
    where is_latest and seats > 0 and active_users is not null
    group by all
)

select
    held.tool,
    held.business_unit,
    held.seats,
    case when not use.is_hidden then held.used end as used,
    case when not use.is_hidden then held.used / held.seats end as utilisation,
    case when not use.is_hidden then held.unused_cost end as unused_cost,
    held.in_grace,
    use.is_hidden,
from held
inner join facts.tool_use as use using (business_unit, tool_key, quarter_start)
where in_units(held.business_unit)
order by held.in_grace, utilisation nulls last, held.seats desc, held.tool, held.business_unit
