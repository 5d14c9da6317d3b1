-- The median days from a unit's cohorts' start to their first build: cohorts without a build yet are followed, not failed
-- (Kaplan-Meier), those of few people left out. Null where half of them have not built.
with cohorts as (
    select
        business_unit as curve,
        cast(null as bigint) as entered_days,
        days_to_first_build as days,
        case when is_event then 'event' else 'censored' end as outcome,
    from facts.training
    where days_to_first_build >= 0 and not is_small
)

select
    curve as business_unit,
    min(day) filter (survival <= 0.5 + 1e-12) as median_days,
    max(at_risk) as cohorts,
from survival('cohorts')
group by curve
