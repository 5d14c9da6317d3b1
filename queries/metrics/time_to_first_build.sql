/*
title = "Days to the first build"
question = "How soon after training is something built?"
page = "builders"
formula = "median days from a cohort's start to its first build; cohorts that have not built yet are followed (Kaplan-Meier); those of few people are left out"
unit = "days"
good = "down"
kind = "to_date"
additive = false
needs = ["training.first_build_on"]
rows = "training_rows"
*/
with cohorts as (
    select
        -- each unit's cohorts, and all of those shown for the total
        unnest([business_unit, null]) as business_unit,
        days_to_first_build as days,
        case when is_event then 'event' else 'censored' end as outcome,
    from facts.training
    where days_to_first_build >= 0 and not is_small and in_units(business_unit)
),

spells as (
    select
        coalesce(business_unit, '') as curve,
        cast(null as bigint) as entered_days,
        days,
        outcome,
    from cohorts
),

medians as (
    select
        curve,
        min(day) filter (survival <= 0.5 + 1e-12) as median_days,
    from survival('spells')
    group by curve
)

select
    null as period,
    nullif(curve, '') as business_unit,
    median_days as numerator,
    null as denominator,
from medians
where median_days is not null
