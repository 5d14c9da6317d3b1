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
with spells as (
    select
        'all units' as curve,
        null as entered_days,
        days_to_first_build as days,
        case when is_event then 'event' else 'censored' end as outcome,
    from facts.training
    where days_to_first_build >= 0 and in_units(business_unit)
),

medians as (
    select null as business_unit, min(day) filter (survival <= 0.5 + 1e-12) as median_days
    from survival('spells')
    union all
    select business_unit, median_days
    from facts.first_builds
)

select
    null as period,
    business_unit,
    median_days as numerator,
    null as denominator,
from medians
where median_days is not null
