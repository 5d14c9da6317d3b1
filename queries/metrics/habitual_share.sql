/*
title = "Habitual users, of the active"
question = "Access or ability?"
page = "adoption"
formula = "habitual users / active users, in the last period; users of several tools count with each; use in a month and use in a quarter are never mixed: the commoner length counts"
unit = "percent"
good = "up"
kind = "state"
people = true
needs = ["adoption.habitual_users", "adoption.active_users"]
rows = "adoption_rows"
note = "Habitual is use in 9 of 12 weeks, power users act on 15 or more occasions a week, each unless the source has a rule of its own."
*/
-- hidden rows are added up with the others only all together: what some of them lack would give the rest away
with known as (
    select *
    from facts.tool_use
    where is_latest and is_main_grain and habitual_users is not null and active_users is not null
    qualify not is_hidden or count_if(is_hidden) over () = hidden_rows
)

select
    null as period,
    business_unit,
    sum(habitual_users) as numerator,
    sum(active_users) as denominator,
    sum(people) as people,
from known
group by all
