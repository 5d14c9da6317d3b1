/*
title = "Seats in use"
question = "Do people use what we pay for?"
page = "spend"
formula = """
sum of min(active users, seats) / sum of seats, in the last period; tools in their first quarter are left out"""
unit = "percent"
good = "up"
kind = "state"
people = true
needs = ["adoption.seats", "adoption.active_users"]
benchmarks = ["licence_adoption"]
rows = "adoption_rows"
note = "The quoted 20 to 35 % describes failure: being above it is no success."
*/
-- hidden rows are added up with the others only all together: what some of them lack would give the rest away
with known as (
    select *
    from facts.tool_use
    where is_latest and not in_grace and seats is not null and active_users is not null
    qualify not is_hidden or count_if(is_hidden) over () = hidden_rows
)

select
    null as period,
    business_unit,
    sum(least(active_users, seats)) as numerator,
    sum(seats) as denominator,
    sum(people) as people,
from known
group by all
