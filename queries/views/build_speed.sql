/*
title = "Build velocity"
question = "Do teams build faster with each build?"
page = "builders"
formula = "speed = builds finished for each day of building; Poisson regression on the number of the build, a constant for each team, open builds with their days so far; the fifth against the first is the factor to the power of four, with its 95 % interval"
benchmarks = ["build_velocity"]
needs = ["deployments.built_by_team", "pilots.started_on"]
rows = "build_rows"
note = "The interval supposes that builds of one number differ as much as waiting times do; where a team's builds are more alike, it is wider than it need be."
*/
with counted as (
    select
        'all' as curve,
        business_unit || '/' || team as team,
        number,
        days,
        is_finished,
    from facts.builds
    where number <= 5 and in_units(business_unit)
)

select
    teams,
    builds,
    finished,
    reach,
    exp(slope) as factor,
    exp(slope - wilson_z() * slope_error) as factor_low,
    exp(slope + wilson_z() * slope_error) as factor_high,
    exp(4 * slope) as fifth,
    exp(4 * (slope - wilson_z() * slope_error)) as fifth_low,
    exp(4 * (slope + wilson_z() * slope_error)) as fifth_high,
    first_days,
from learning('counted')
