-- How much faster each build is than the one before it, when some builds are still open.

-- The speed-up of `of_builds`, the name of a view or step with a row per build: curve (which figure it belongs to), team,
-- number (the team's first, second ... build), days (until it went live or was last seen) and is_finished. Speed is
-- builds finished for each day of building; it changes by the same factor from one build to the next, from a starting
-- speed of each team's own. Poisson regression with a constant for each team and the days as exposure, so that an open
-- build counts the days it has taken so far; the slope is found by Newton's method. A row per curve: the logarithm of
-- the factor with its standard error, both null where the builds cannot tell; `first_days` is what a first build takes,
-- the geometric mean of the teams.
create or replace macro learning(of_builds) as table
with recursive build as (
    select curve, team, number, greatest(days, 0.5) as days, cast(is_finished as bigint) as finished
    from query_table(of_builds)
),

teams as (
    select
        curve,
        team,
        count(*) as builds,
        sum(finished) as finished,
        sum(finished * number) as finished_numbers,
        max(number) as latest,
        min(number) as earliest,
        min(number) filter (where finished = 1) as earliest_finished,
        max(number) filter (where finished = 1) as latest_finished,
    from build
    group by curve, team
),

curves as (
    -- a slope can be told where some finished build has a later one beside it in its team, and some an earlier one
    select
        curve,
        cast(count(*) as bigint) as teams,
        cast(sum(builds) as bigint) as builds,
        cast(sum(finished) as bigint) as finished,
        cast(max(latest_finished) as bigint) as reach,
        bool_or(earliest_finished < latest) and bool_or(latest_finished > earliest) as can_tell,
    from teams
    where finished > 0
    group by curve
),

fitted as (
    select curve, 0 as step, cast(0 as double) as slope, cast(null as double) as information
    from curves
    where can_tell
    union all
    select
        curve,
        step + 1 as step,
        slope + greatest(-1, least(1, sum(score) / sum(spread))) as slope,
        sum(spread) as information,
    from (
        select
            fitted.curve,
            fitted.step,
            fitted.slope,
            any_value(teams.finished_numbers) - any_value(teams.finished)
            * sum(build.days * build.number * exp(fitted.slope * build.number))
            / sum(build.days * exp(fitted.slope * build.number)) as score,
            any_value(teams.finished) * (
                sum(build.days * build.number ** 2 * exp(fitted.slope * build.number))
                / sum(build.days * exp(fitted.slope * build.number))
                - (
                    sum(build.days * build.number * exp(fitted.slope * build.number))
                    / sum(build.days * exp(fitted.slope * build.number))
                ) ** 2
            ) as spread,
        from fitted
        inner join build using (curve)
        inner join teams using (curve, team)
        where fitted.step < 25 and teams.finished > 0
        group by fitted.curve, fitted.step, fitted.slope, build.team
    )
    group by curve, step, slope
),

found as (
    select curve, slope, 1 / sqrt(information) as slope_error
    from fitted
    where step = 25
),

starts as (
    -- the days a team's first build takes at its own speed
    select
        build.curve,
        build.team,
        sum(build.days * exp(coalesce(found.slope, 0) * (build.number - 1))) / sum(build.finished) as first_days,
    from build
    left join found using (curve)
    group by build.curve, build.team
    having sum(build.finished) > 0
)

select
    curves.curve,
    curves.teams,
    curves.builds,
    curves.finished,
    curves.reach,
    found.slope,
    found.slope_error,
    exp(avg(ln(starts.first_days))) as first_days,
from curves
left join found using (curve)
left join starts using (curve)
group by all;
