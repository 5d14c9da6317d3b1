/*
title = "Time spent in training"
question = "What did people's time cost?"
formula = "people trained x hours a person x loaded rate, from the beginning; shown beside the cost, never in it"
unit = "money"
good = "none"
kind = "to_date"
needs = ["training.trained", "training.hours_per_person"]
rows = "training_rows"
*/
with latest as (
    select
        business_unit,
        cohort_id,
        arg_max(trained * hours_per_person, reporting_on) as hours,
    from staging.training
    group by all
)

select
    null as period,
    business_unit,
    sum(hours) * setting('hour_rate') as numerator,
    null as denominator,
from latest
group by all
