/*
title = "Cohorts and their first build"
question = "How soon after training is something built?"
page = "builders"
formula = "days from a cohort's start to its first build, or so far; cohorts of few people without them"
needs = ["training.trained"]
rows = "training_rows"
*/
select
    cohort_id,
    business_unit,
    started_on,
    case when not is_small then days_to_first_build end as days,
    case when not is_small then is_event end as is_built,
from facts.training
where in_units(business_unit) and days_to_first_build >= 0
order by started_on, business_unit, cohort_id
