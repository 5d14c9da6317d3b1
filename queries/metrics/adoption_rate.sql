/*
title = "Active users, of those a tool is meant for"
question = "Access or ability?"
page = "adoption"
formula = "active users / people the tool is meant for, in the last period; users of several tools count with each; tools in their first quarter are left out"
unit = "percent"
good = "up"
kind = "state"
people = true
needs = ["adoption.active_users", "adoption.headcount"]
rows = "adoption_rows"
*/
-- hidden rows are added up with the others only all together: what some of them lack would give the rest away
with known as (
    select *
    from facts.tool_use
    where is_rated
    qualify not is_hidden or count_if(is_hidden) over () = hidden_rows
)

select
    null as period,
    business_unit,
    sum(active_users) as numerator,
    sum(headcount) as denominator,
    sum(people) as people,
from known
group by all
