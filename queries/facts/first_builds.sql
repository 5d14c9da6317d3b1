-- The median days from a cohort's start to its first build, per unit and (no unit) in all: cohorts without a build yet
-- are followed, not failed. Null where half of them have not built.
with shown as (
    select business_unit, days_to_first_build as days, is_event
    from facts.training
    where days_to_first_build >= 0
    union all
    select null as business_unit, days_to_first_build as days, is_event
    from facts.training
    where days_to_first_build >= 0 and in_units(business_unit)
),

days as (
    select
        business_unit,
        days,
        count(*) filter (is_event) as builds,
        sum(count(*)) over (partition by business_unit order by days desc) as at_risk,
    from shown
    group by business_unit, days
),

surviving as (
    select
        business_unit,
        days,
        product(1 - builds / at_risk) over (partition by business_unit order by days) as not_yet,
    from days
    where builds > 0
),

medians as (
    select business_unit, min(days) filter (not_yet <= 0.5 + 1e-12) as median_days
    from surviving
    group by business_unit
)

select
    shown.business_unit,
    medians.median_days,
    count(*) as cohorts,
    count(*) filter (shown.is_event) as cohorts_that_built,
from shown
left join medians on shown.business_unit is not distinct from medians.business_unit
group by shown.business_unit, medians.median_days
