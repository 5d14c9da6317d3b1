/*
title = "Use of tools inside what people already have open"
question = "Does it matter where the tool is?"
page = "adoption"
formula = "active users / people the tool is meant for, in the last period, over tools of this kind: a tool inside what people already use (embedded: yes); users of several tools count with each; tools in their first quarter are left out"
unit = "percent"
good = "up"
kind = "state"
people = true
needs = ["adoption.embedded", "adoption.active_users", "adoption.headcount"]
rows = "adoption_rows"
*/
-- hidden rows are added up with the others only all together: what some of them lack would give the rest away
with known as (
    select *
    from facts.tool_use
    where embedded and is_rated
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
