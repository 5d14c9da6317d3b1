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
    -- who was seen only on the day they came in was never at risk
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
        -- up to the day before: who enters on a day is not at risk on it, and who ends on it still is
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
        -- where the last at risk end together survival is 0, and no variance is left: not a division by zero
        sum(events / nullif(at_risk * (at_risk - events), 0)) over running as greenwood,
        -- a competing end takes somebody away for good, so the incidences are weighed by who is left of both kinds
        product(1 - (events + competing) / at_risk) over running as staying,
    from watched
    window running as (partition by curve order by day)
),

weighed as (
    select
        *,
        -- as of before the day: an end of today does not lower the chance of having stayed until today
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

-- The delta method's double sum, multiplied out, so that each part is a running sum and the table is gone through once.
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
        -- the parts cancel where there is no variance, and rounding may leave a little less than zero
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

-- What the survival table says by day 180 and day 365, a row per curve of `spells`. Blank where nobody was watched that
-- long and some were still on the way. Where nobody has reached it, or everybody, the interval is Wilson's. The median is
-- Kaplan-Meier's, competing ends set aside.
create or replace macro reached_by(spells) as table
with counted as (
    select
        curve,
        count(*) as cases,
        count(*) filter (where days > coalesce(entered_days, -1)) as watched,
        count(*) filter (where days > coalesce(entered_days, -1) and outcome = 'event') as events,
        count(*) filter (where days > coalesce(entered_days, -1) and outcome = 'competing') as competing,
    from query_table(spells)
    group by curve
),

curves as (
    select
        curve,
        max(day) as watched_days,
        -- everybody watched came to an end, so that nothing can follow
        max(incidence + competing_incidence) >= 1 - 1e-9 as is_over,
        case when max(day) >= 180 or is_over then coalesce(arg_max(incidence, day) filter (where day <= 180), 0) end as by_180,
        arg_max(incidence_low, day) filter (where day <= 180) as low_180,
        arg_max(incidence_high, day) filter (where day <= 180) as high_180,
        arg_min(at_risk, day) filter (where day >= 180) as at_risk_180,
        case when max(day) >= 365 or is_over then coalesce(arg_max(incidence, day) filter (where day <= 365), 0) end as by_365,
        arg_max(incidence_low, day) filter (where day <= 365) as low_365,
        arg_max(incidence_high, day) filter (where day <= 365) as high_365,
        arg_max(incidence_error, day) filter (where day <= 365) as error_365,
        arg_min(at_risk, day) filter (where day >= 365) as at_risk_365,
        case when max(day) >= 365 or is_over
            then coalesce(arg_max(competing_incidence, day) filter (where day <= 365), 0)
        end as stopped_by_365,
        min(day) filter (where survival <= 0.5 + 1e-9) as median_days,
    from survival(spells)
    group by curve
)

select
    counted.curve,
    counted.cases,
    counted.watched,
    counted.events,
    counted.competing,
    curves.watched_days,
    curves.by_180,
    case
        when curves.by_180 = 0 then 0
        when curves.by_180 > 0 then coalesce(curves.low_180, wilson_low(counted.watched, counted.watched))
    end as low_180,
    case
        when curves.by_180 = 0 then wilson_high(0, curves.at_risk_180)
        when curves.by_180 > 0 then coalesce(curves.high_180, 1)
    end as high_180,
    curves.by_365,
    case
        when curves.by_365 = 0 then 0
        when curves.by_365 > 0 then coalesce(curves.low_365, wilson_low(counted.watched, counted.watched))
    end as low_365,
    case
        when curves.by_365 = 0 then wilson_high(0, curves.at_risk_365)
        when curves.by_365 > 0 then coalesce(curves.high_365, 1)
    end as high_365,
    case when curves.by_365 is not null then curves.error_365 end as error_365,
    curves.stopped_by_365,
    curves.median_days,
    case
        when counted.watched = 0 then 'insufficient'
        when counted.watched < setting('minimum_n') then 'few'
        else 'ok'
    end as state,
from counted
left join curves using (curve);

-- The 95 % interval of a ratio of two shares that were estimated apart, on the log scale (delta method); null where one
-- of them is zero.
create or replace macro ratio_low(share, share_error, base, base_error) as
    case when share > 0 and base > 0 then
        exp(ln(share / base) - wilson_z() * sqrt((share_error / share) ** 2 + (base_error / base) ** 2))
    end;
create or replace macro ratio_high(share, share_error, base, base_error) as
    case when share > 0 and base > 0 then
        exp(ln(share / base) + wilson_z() * sqrt((share_error / share) ** 2 + (base_error / base) ** 2))
    end;

-- The 95 % interval of the difference of two shares that were estimated apart, from their own intervals, which need not be
-- symmetrical (Newcombe 1998; Zou and Donner 2008).
create or replace macro difference_low(share, low, base, base_high) as
    share - base - sqrt((share - low) ** 2 + (base_high - base) ** 2);
create or replace macro difference_high(share, high, base, base_low) as
    share - base + sqrt((high - share) ** 2 + (base - base_low) ** 2);

-- How two kinds of case compare: what `reached_by` says of every curve of `spells`, and beside each what the two given
-- curves make together: the ratio of their shares by day 365, and the differences by day 180 and 365, with intervals.
create or replace macro compared_by(spells, one, other) as table
with reached as (
    select *
    from reached_by(spells)
    where watched > 0
),

pair as (
    select
        any_value(columns('(by|low|high)_(180|365)|error_365|state')) filter (where curve = one) as 'one_\0',
        any_value(columns('(by|low|high)_(180|365)|error_365|state')) filter (where curve = other) as 'other_\0',
    from reached
),

multiple as (
    select
        one_by_365 / nullif(other_by_365, 0) as multiple,
        ratio_low(one_by_365, one_error_365, other_by_365, other_error_365) as multiple_low,
        ratio_high(one_by_365, one_error_365, other_by_365, other_error_365) as multiple_high,
        difference_low(one_by_180, one_low_180, other_by_180, other_high_180) as difference_low_180,
        difference_high(one_by_180, one_high_180, other_by_180, other_low_180) as difference_high_180,
        difference_low(one_by_365, one_low_365, other_by_365, other_high_365) as difference_low_365,
        difference_high(one_by_365, one_high_365, other_by_365, other_low_365) as difference_high_365,
    from pair
    where one_state = 'ok' and other_state = 'ok'
)

select
    reached.curve,
    reached.cases,
    reached.watched,
    reached.events as in_production,
    reached.competing as stopped,
    reached.by_180,
    reached.low_180,
    reached.high_180,
    reached.by_365,
    reached.low_365,
    reached.high_365,
    reached.stopped_by_365,
    reached.median_days,
    reached.state,
    multiple.*,
from reached
left join multiple on true;
