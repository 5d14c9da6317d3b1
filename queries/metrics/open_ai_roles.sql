/*
title = "Open AI roles"
question = "Do we find the people who can build?"
page = "builders"
formula = "AI roles that are open, in the last period their unit reports"
unit = "count"
good = "none"
kind = "state"
needs = ["people.open_ai_roles"]
benchmarks = ["wage_premium", "ai_hiring", "entry_hiring"]
rows = "people_rows"
*/
select
    null as period,
    business_unit,
    sum(open_ai_roles) as numerator,
    null as denominator,
from facts.people
where is_latest and open_ai_roles is not null
group by all
