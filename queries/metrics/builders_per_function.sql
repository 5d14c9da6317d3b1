/*
title = "Builders per function"
question = "Can we build AI ourselves?"
page = "builders"
formula = "builders with protected time / business functions that say how many they have, in the last period their unit reports"
unit = "a function"
good = "up"
kind = "state"
people = true
needs = ["people.ai_builders", "people.function"]
benchmarks = ["builders_per_function"]
rows = "people_rows"
*/
select
    null as period,
    business_unit,
    sum(builders) as numerator,
    count(*) as denominator,
    sum(headcount) as people,
from facts.people
where is_latest and builders is not null
group by all
