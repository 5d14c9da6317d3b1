/*
title = "Narrow workflows against generic capabilities"
question = "Do narrow workflows reach production more often than generic capabilities?"
page = "methods"
formula = "share in production by day 365 of initiatives with a narrow workflow / of those with a generic capability (cumulative incidence; scope as first stated on a list within 100 days of the start; 5 of each at least)"
unit = "multiple"
good = "none"
kind = "to_date"
additive = false
benchmarks = ["narrow_multiple"]
needs = ["pilots.started_on", "pilots.scope_kind"]
rows = "readiness_rows"
*/
with spells as (
    select
        scope_kind as curve,
        entered_days,
        days,
        outcome,
    from facts.conversions
    where left_out is null and scope_kind is not null and in_units(business_unit)
)

select
    cast(null as varchar) as period,
    cast(null as varchar) as business_unit,
    max(by_365) filter (where curve = 'narrow_workflow') as numerator,
    max(by_365) filter (where curve = 'generic_capability') as denominator,
from reached_by('spells')
where state = 'ok'
