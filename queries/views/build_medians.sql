/*
title = "Days of a first, second ... fifth build"
question = "Do teams build faster with each build?"
page = "builders"
formula = "median days from start to going live over teams, by the number of the build (Kaplan-Meier: open builds are followed, not failed); null where half of them are not live yet"
unit = "days"
benchmarks = ["build_velocity"]
needs = ["deployments.built_by_team", "pilots.started_on"]
rows = "build_rows"
*/
with spells as (
    select
        cast(number as varchar) as curve,
        cast(null as bigint) as entered_days,
        days,
        case when is_finished then 'event' else 'censored' end as outcome,
    from facts.builds
    where number <= 5 and in_units(business_unit)
)

select
    cast(curve as bigint) as number,
    max(at_risk) as builds,
    cast(sum(events) as bigint) as finished,
    min(day) filter (where survival <= 0.5 + 1e-12) as median_days,
from survival('spells')
group by curve
order by number
