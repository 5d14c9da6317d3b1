/*
title = "Speed of the fifth build against the first"
question = "Do teams build faster with each build?"
page = "builders"
formula = "days of a first build / days of a fifth, as the line through all builds has them (Poisson regression, a constant for each team, open builds with their days so far); once some team has finished its fifth"
unit = "multiple"
good = "up"
kind = "to_date"
additive = false
needs = ["deployments.built_by_team", "pilots.started_on"]
benchmarks = ["build_velocity"]
rows = "build_rows"
note = "A full reading stands with the learning curve on the Builders page, with its 95 % interval."
*/
with counted as (
    select
        -- each unit's builds, and all of those shown for the total
        unnest([business_unit, '']) as curve,
        business_unit || '/' || team as team,
        number,
        days,
        is_finished,
    from facts.builds
    where number <= 5 and in_units(business_unit)
)

select
    cast(null as varchar) as period,
    nullif(curve, '') as business_unit,
    first_days as numerator,
    first_days / exp(4 * slope) as denominator,
from learning('counted')
where slope is not null and reach = 5
