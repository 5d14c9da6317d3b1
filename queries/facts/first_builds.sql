-- The median days from a cohort's start to its first build, per unit: cohorts without a build yet are followed, not
-- failed. Null where half of them have not built.
with spells as (
    select
        business_unit as curve,
        null as entered_days,
        days_to_first_build as days,
        case when is_event then 'event' else 'censored' end as outcome,
    from facts.training
    where days_to_first_build >= 0
),

medians as (
    select curve, min(day) filter (survival <= 0.5 + 1e-12) as median_days
    from survival('spells')
    group by curve
)

select
    spells.curve as business_unit,
    medians.median_days,
    count(*) as cohorts,
    count(*) filter (spells.outcome = 'event') as cohorts_that_built,
from spells
left join medians on spells.curve = medians.curve
group by spells.curve, medians.median_days
