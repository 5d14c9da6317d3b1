/*
title = "Builders by function"
question = "Which functions can build, and may they deploy?"
page = "builders"
formula = "builders with protected time in each function, and per 100 of its people, in the last period its unit reports; functions of few people hidden, with others so that they cannot be worked out"
unit = "a function"
benchmarks = ["builders_per_function"]
needs = ["people.ai_builders"]
rows = "people_rows"
*/
select
    business_unit,
    function,
    case when not is_hidden then headcount end as headcount,
    case when not is_hidden then builders end as builders,
    case when not is_hidden then 100 * builders / nullif(headcount, 0) end as per_hundred,
    permission_to_deploy,
    is_hidden,
from facts.people
where is_latest and builders is not null and in_units(business_unit)
order by is_hidden, builders desc, per_hundred desc, business_unit, function
