/*
title = "Builders with protected time"
question = "Can we build AI ourselves?"
page = "builders"
formula = "people who shipped a working tool in twelve months and have protected time, in the last period their unit reports"
unit = "count"
good = "up"
kind = "state"
people = true
needs = ["people.ai_builders"]
rows = "people_rows"
*/
select
    null as period,
    business_unit,
    sum(builders) as numerator,
    null as denominator,
    sum(headcount) as people,
from facts.people
where is_latest and builders is not null
group by all
