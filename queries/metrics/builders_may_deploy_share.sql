/*
title = "Builders who may deploy"
question = "Can we build AI ourselves?"
formula = "builders in functions with permission to deploy / builders in functions that say whether they have it, in the last period their unit reports"
unit = "percent"
good = "up"
kind = "state"
people = true
needs = ["people.ai_builders", "people.permission_to_deploy"]
rows = "people_rows"
*/
select
    null as period,
    business_unit,
    coalesce(sum(builders) filter (where permission_to_deploy), 0) as numerator,
    sum(builders) as denominator,
    sum(headcount) as people,
from facts.people
where is_latest and builders is not null and permission_to_deploy is not null
group by all
