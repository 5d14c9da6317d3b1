-- How long things last when some are still going, some end otherwise, and some were only watched from later on.

-- A 95 % interval for a share that is read off a survival curve, on the log-log scale; null at 0 and 1.
create or replace macro log_log_low(share, standard_error) as
    case
        when share > 0 and share < 1 then
            share ** exp(-wilson_z() * standard_error / (share * ln(share)))
    end;
create or replace macro log_log_high(share, standard_error) as
    case
        when share > 0 and share < 1 then
            share ** exp(wilson_z() * standard_error / (share * ln(share)))
    end;

-- The variance of a cumulative incidence by the delta method (Marubini and Valsecchi 1995): from the incidence so far,
-- the cases at risk, the ends of this kind and of any kind, and the share that had stayed until then.
create or replace macro pulled(incidence, at_risk, ended) as
    case when ended < at_risk then incidence * ended / (at_risk * (at_risk - ended)) else 0 end;

-- The survival table of `spells`, the name of a view or step with a row per case: curve (which curve it belongs to),
-- entered_days (watched from when on; null = from the beginning), days (until it ended or was last seen) and outcome
-- ('event', 'competing' or 'censored'). At risk on a day is who entered before it and had not ended before it; ends
-- come before censorings of the same day. `survival` is Kaplan-Meier for the event, with competing ends censored;
-- the incidences are Aalen-Johansen's. A row per curve and day on which somebody ended or was last seen.
create or replace macro survival(spells) as table
with spell as (
    select curve, coalesce(entered_days, -1) as entered, days, outcome
    from query_table(spells)
    where days > coalesce(entered_days, -1)
),

moves as (
    select curve, entered as day, count(*) as entries, 0 as ends, 0 as events, 0 as competing
    from spell
    group by curve, entered
    union all
    select
        curve,
        days,
        0,
        count(*),
        count(*) filter (where outcome = 'event'),
        count(*) filter (where outcome = 'competing'),
    from spell
    group by curve, days
),

daily as (
    select
        curve,
        day,
        cast(sum(entries) as bigint) as entries,
        cast(sum(ends) as bigint) as ends,
        cast(sum(events) as bigint) as events,
        cast(sum(competing) as bigint) as competing,
    from moves
    group by curve, day
),

watched as (
    select
        *,
        sum(entries - ends) over (
            partition by curve order by day rows between unbounded preceding and 1 preceding
        ) as at_risk,
    from daily
    qualify ends > 0
),

survived as (
    select
        *,
        product(1 - events / at_risk) over running as survival,
        sum(events / nullif(at_risk * (at_risk - events), 0)) over running as greenwood,
        product(1 - (events + competing) / at_risk) over running as staying,
    from watched
    window running as (partition by curve order by day)
),

weighed as (
    select
        *,
        coalesce(lag(staying) over (partition by curve order by day), 1) / at_risk as weight,
    from survived
),

summed as (
    select
        *,
        sum(weight * events) over running as incidence,
        sum(weight * competing) over running as competing_incidence,
    from weighed
    window running as (partition by curve order by day)
),

varied as (
    select
        *,
        sum(pulled(1, at_risk, events + competing)) over running as pull,
        sum(pulled(incidence, at_risk, events + competing)) over running as pull_1,
        sum(pulled(incidence ** 2, at_risk, events + competing)) over running as pull_2,
        sum(weight ** 2 * (at_risk - events) * events / at_risk) over running as own,
        sum(weight * events / at_risk) over running as cross_1,
        sum(incidence * weight * events / at_risk) over running as cross_2,
        sum(pulled(competing_incidence, at_risk, events + competing)) over running as competing_pull_1,
        sum(pulled(competing_incidence ** 2, at_risk, events + competing)) over running as competing_pull_2,
        sum(weight ** 2 * (at_risk - competing) * competing / at_risk) over running as competing_own,
        sum(weight * competing / at_risk) over running as competing_cross_1,
        sum(competing_incidence * weight * competing / at_risk) over running as competing_cross_2,
    from summed
    window running as (partition by curve order by day)
),

erring as (
    select
        *,
        survival * sqrt(greenwood) as survival_error,
        sqrt(greatest(0,
            incidence ** 2 * pull - 2 * incidence * pull_1 + pull_2 + own
            - 2 * incidence * cross_1 + 2 * cross_2
        )) as incidence_error,
        sqrt(greatest(0,
            competing_incidence ** 2 * pull - 2 * competing_incidence * competing_pull_1 + competing_pull_2
            + competing_own - 2 * competing_incidence * competing_cross_1 + 2 * competing_cross_2
        )) as competing_error,
    from varied
)

select
    curve,
    day,
    cast(at_risk as bigint) as at_risk,
    events,
    competing,
    survival,
    log_log_low(survival, survival_error) as survival_low,
    log_log_high(survival, survival_error) as survival_high,
    incidence,
    incidence_error,
    log_log_low(incidence, incidence_error) as incidence_low,
    log_log_high(incidence, incidence_error) as incidence_high,
    competing_incidence,
    competing_error,
    log_log_low(competing_incidence, competing_error) as competing_low,
    log_log_high(competing_incidence, competing_error) as competing_high,
from erring;
