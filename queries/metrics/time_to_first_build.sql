/*
title = "Days to the first build"
question = "How soon after training is something built?"
formula = "median days from a cohort's start to its first build; cohorts that have not built yet are followed (Kaplan-Meier)"
unit = "days"
good = "down"
kind = "to_date"
additive = false
needs = ["training.first_build_on"]
rows = "training_rows"
*/
select
    null as period,
    business_unit,
    median_days as numerator,
    null as denominator,
from facts.first_builds
where median_days is not null
