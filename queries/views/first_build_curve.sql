/*
title = "Time to the first build"
question = "How soon after training is something built?"
page = "builders"
formula = "Kaplan-Meier share of training cohorts that have built something by days since their start, log-log band; cohorts without a build yet are followed; those of few people are left out"
unit = "percent"
needs = ["training.first_build_on"]
rows = "training_rows"
*/
with cohorts as (
    select
        'all' as curve,
        cast(null as bigint) as entered_days,
        days_to_first_build as days,
        case when is_event then 'event' else 'censored' end as outcome,
    from facts.training
    where days_to_first_build >= 0 and not is_small and in_units(business_unit)
)

select
    day as days,
    at_risk,
    events,
    1 - survival as built,
    1 - survival_high as built_low,
    1 - survival_low as built_high,
from survival('cohorts')
order by days
