-- How long things last when some are still going, some end otherwise, and some were only watched from later on.

-- Sums of shares that come to none or to all of 1 may miss it by the rounding.
create or replace macro is_none(share) as share <= 1e-9;
create or replace macro is_all(share) as share >= 1 - 1e-9;

-- A 95 % interval for a share that is read off a survival curve, on the log-log scale. Where none or all came to an end
-- there is no error to reckon with: Wilson's, of the cases of which it is known how they stood on that day.
create or replace macro curve_low(share, standard_error, known) as
    case
        when is_none(share) then 0
        when is_all(share) then wilson_low(known, known)
        else share ** exp(-wilson_z() * standard_error / (share * ln(share)))
    end;
create or replace macro curve_high(share, standard_error, known) as
    case
        when is_none(share) then wilson_high(0, known)
        when is_all(share) then 1
        else share ** exp(wilson_z() * standard_error / (share * ln(share)))
    end;

-- The variance of a cumulative incidence by the delta method (Marubini and Valsecchi 1995): from the incidence so far,
-- the cases at risk, the ends of this kind and of any kind, and the share that had stayed until then.
create or replace macro pulled(incidence, at_risk, ended) as
    case when ended < at_risk then incidence * ended / (at_risk * (at_risk - ended)) else 0 end;

-- The survival table of `spells`, the name of a view or step with a row per case: curve (which curve it belongs to),
-- entered_days (watched from when on; null = from the beginning), days (until it ended or was last seen) and outcome
-- ('event', 'competing' or 'censored'). At risk on a day is who entered before it and had not ended before it; ends
-- come before censorings of the same day. `survival` is Kaplan-Meier for the event, with competing ends censored;
-- the incidences are Aalen-Johansen's. A row per curve and day on which somebody ended or was last seen; `known` had
-- ended by then or are still watched.
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
        sum(events) over running + at_risk - events as known_of_events,
        sum(events + competing) over running + at_risk - events - competing as known,
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
    cast(known as bigint) as known,
    events,
    competing,
    survival,
    curve_low(survival, survival_error, known_of_events) as survival_low,
    curve_high(survival, survival_error, known_of_events) as survival_high,
    incidence,
    incidence_error,
    curve_low(incidence, incidence_error, known) as incidence_low,
    curve_high(incidence, incidence_error, known) as incidence_high,
    competing_incidence,
    competing_error,
    curve_low(competing_incidence, competing_error, known) as competing_low,
    curve_high(competing_incidence, competing_error, known) as competing_high,
from erring;

-- Whether it is known how a case stood on a day: it had ended by then, or was still watched.
create or replace macro is_known_by(day, entered_days, days, outcome) as
    days > coalesce(entered_days, -1)
    and coalesce(entered_days, -1) < day
    and (days >= day or outcome <> 'censored');

-- What the survival table says by day 180 and day 365, a row per curve of `spells`. Blank where nobody was watched that
-- long and some were still on the way. Where nobody has reached it, or everybody, the interval is Wilson's, of those of
-- whom it is known how they stood on that day. The median is Kaplan-Meier's, competing ends set aside.
create or replace macro reached_by(spells) as table
with counted as (
    select
        curve,
        count(*) as cases,
        count(*) filter (where days > coalesce(entered_days, -1)) as watched,
        count(*) filter (where days > coalesce(entered_days, -1) and outcome = 'event') as events,
        count(*) filter (where days > coalesce(entered_days, -1) and outcome = 'competing') as competing,
        count(*) filter (where is_known_by(180, entered_days, days, outcome)) as known_180,
        count(*) filter (where is_known_by(365, entered_days, days, outcome)) as known_365,
    from query_table(spells)
    group by curve
),

curves as (
    select
        curve,
        max(day) as watched_days,
        -- everybody watched came to an end, so that nothing can follow
        is_all(max(incidence + competing_incidence)) as is_over,
        -- the whole of the last day before: an interval of an earlier one is not of this estimate
        arg_max(estimate, day) filter (where day <= 180) as on_180,
        arg_max(estimate, day) filter (where day <= 365) as on_365,
        max(day) >= 180 or is_over as is_told_by_180,
        max(day) >= 365 or is_over as is_told_by_365,
        min(day) filter (where survival <= 0.5 + 1e-9) as median_days,
    from (
        select
            curve,
            day,
            survival,
            incidence,
            competing_incidence,
            struct_pack(
                share := incidence, share_error := incidence_error, competing := competing_incidence
            ) as estimate,
        from survival(spells)
    )
    group by curve
),

told as (
    select
        counted.*,
        curves.watched_days,
        curves.median_days,
        case when curves.is_told_by_180 then coalesce(curves.on_180.share, 0) end as by_180,
        case when curves.is_told_by_180 then coalesce(curves.on_180.share_error, 0) end as error_180,
        case when curves.is_told_by_365 then coalesce(curves.on_365.share, 0) end as by_365,
        case when curves.is_told_by_365 then coalesce(curves.on_365.share_error, 0) end as error_365,
        case when curves.is_told_by_365 then coalesce(curves.on_365.competing, 0) end as stopped_by_365,
    from counted
    left join curves using (curve)
)

select
    curve,
    cases,
    watched,
    events,
    competing,
    watched_days,
    by_180,
    curve_low(by_180, error_180, known_180) as low_180,
    curve_high(by_180, error_180, known_180) as high_180,
    by_365,
    curve_low(by_365, error_365, known_365) as low_365,
    curve_high(by_365, error_365, known_365) as high_365,
    error_365,
    stopped_by_365,
    median_days,
    case
        when watched = 0 then 'insufficient'
        when watched < setting('minimum_n') then 'few'
        else 'ok'
    end as state,
from told;

-- The 95 % interval of a ratio of two shares that were estimated apart, on the log scale (delta method); where one of
-- them is all, how far it may be below is its own interval's word. Null where one of them is zero.
create or replace macro log_below(share, share_error, low) as
    case when is_all(share) then ln(share / low) else wilson_z() * share_error / share end;
create or replace macro log_above(share, share_error) as
    case when is_all(share) then 0 else wilson_z() * share_error / share end;
create or replace macro ratio_low(share, share_error, low, base, base_error) as
    case when share > 0 and base > 0 then
        exp(ln(share / base) - sqrt(log_below(share, share_error, low) ** 2 + log_above(base, base_error) ** 2))
    end;
create or replace macro ratio_high(share, share_error, base, base_error, base_low) as
    case when share > 0 and base > 0 then
        exp(ln(share / base) + sqrt(log_above(share, share_error) ** 2 + log_below(base, base_error, base_low) ** 2))
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
        ratio_low(one_by_365, one_error_365, one_low_365, other_by_365, other_error_365) as multiple_low,
        ratio_high(one_by_365, one_error_365, other_by_365, other_error_365, other_low_365) as multiple_high,
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
