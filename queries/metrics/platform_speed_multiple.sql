/*
title = "Faster on the shared platform"
question = "Does reusing the shared platform bring initiatives into production sooner?"
page = "diagnosis"
formula = "share in production by day 365 of initiatives that reuse the shared platform / of those that do not (cumulative incidence; reuse as first stated on a list within 100 days of the start; 5 of each at least)"
unit = "multiple"
good = "up"
kind = "to_date"
additive = false
benchmarks = ["platform_speed"]
needs = ["pilots.started_on", "pilots.platform_reused"]
rows = "readiness_rows"
note = "An association: who reuses the platform may differ in more than that. The quoted multiple is of the speed of deployment."
*/
with spells as (
    select
        platform_reused as curve,
        entered_days,
        days,
        outcome,
    from facts.conversions
    where left_out is null and platform_reused is not null and in_units(business_unit)
)

select
    cast(null as varchar) as period,
    cast(null as varchar) as business_unit,
    max(by_365) filter (where curve) as numerator,
    max(by_365) filter (where not curve) as denominator,
from reached_by('spells')
where state = 'ok'
