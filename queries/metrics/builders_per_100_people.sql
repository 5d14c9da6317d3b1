/*
title = "Builders per 100 people"
question = "Can we build AI ourselves?"
page = "builders"
formula = "100 x builders with protected time / people, of the functions that say both, in the last period their unit reports"
unit = "per 100"
good = "up"
kind = "state"
people = true
needs = ["people.ai_builders"]
rows = "people_rows"
*/
select
    null as period,
    business_unit,
    100 * sum(builders) as numerator,
    sum(headcount) as denominator,
    sum(headcount) as people,
from facts.people
where is_latest and builders is not null
group by all
