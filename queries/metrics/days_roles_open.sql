/*
title = "Days AI roles have been open"
question = "Do we find the people who can build?"
page = "builders"
formula = "days that the open AI roles have been open, each role counting once / open AI roles, in the last period their unit reports"
unit = "days"
good = "down"
kind = "state"
needs = ["people.open_ai_roles", "people.open_roles_days"]
benchmarks = ["wage_premium", "ai_hiring", "entry_hiring"]
rows = "people_rows"
*/
select
    null as period,
    business_unit,
    sum(open_roles_days * open_ai_roles) as numerator,
    sum(open_ai_roles) as denominator,
from facts.people
where is_latest and open_ai_roles > 0 and open_roles_days is not null
group by all
