/*
title = "Narrow workflows against generic capabilities"
question = "Do narrow workflows reach production more often than generic capabilities?"
formula = "share in production by day 365 of initiatives with a narrow workflow / of those with a generic capability (cumulative incidence; scope as on a list within 100 days of the start; 5 of each at least)"
unit = "multiple"
good = "none"
kind = "to_date"
additive = false
benchmarks = ["narrow_multiple"]
needs = ["pilots.started_on", "pilots.scope_kind"]
rows = "initiative_rows"
*/
with spells as (
    select
        scope_kind as curve,
        entered_days,
        days,
        outcome,
    from facts.conversions
    where left_out is null and scope_kind is not null and in_units(business_unit)
),

groups as (
    select
        curve,
        count(*) >= setting('minimum_n') and max(days) >= 365 as is_enough,
    from spells
    where days > coalesce(entered_days, -1)
    group by curve
),

reached as (
    select
        curve,
        max(incidence) filter (where day <= 365) as incidence,
    from survival('spells')
    group by curve
)

select
    cast(null as varchar) as period,
    cast(null as varchar) as business_unit,
    max(incidence) filter (where curve = 'narrow_workflow' and is_enough) as numerator,
    max(incidence) filter (where curve = 'generic_capability' and is_enough) as denominator,
from reached
inner join groups using (curve)
