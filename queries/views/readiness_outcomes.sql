/*
title = "Ready at the start, and in production"
question = "Which signs of readiness go with reaching production?"
page = "funnel"
formula = "cumulative incidence of production by day 365 of the initiatives that had each readiness flag at the start and of those that did not, as first stated on a list within 100 days of the start; not stated by then: unknown, in neither. Apart beyond chance where the interval of the difference (Newcombe) leaves out zero"
needs = [
    "pilots.started_on",
    "pilots.data_ready | pilots.workflow_embedded | pilots.governance_reviewed | pilots.audit_logged | pilots.access_controlled | pilots.vendor_reviewed | pilots.risk_assessed | pilots.human_in_loop | pilots.production_path | pilots.platform_reused | pilots.monitoring_in_place",
]
rows = "readiness_rows"
note = "An association, not a cause: what else differed is not known. With eleven flags, one may stand apart by chance."
*/
with started as (
    select
        conversions.entered_days,
        conversions.days,
        conversions.outcome,
        flags.* exclude (initiative_key, business_unit, scope_kind),
    from facts.conversions as conversions
    left join facts.first_flags as flags using (initiative_key)
    where conversions.left_out is null and in_units(conversions.business_unit)
),

stated as materialized (
    select *
    from started unpivot include nulls (
        is_ready for flag in (columns(* exclude (entered_days, days, outcome)))
    )
),

spells as materialized (
    select {'flag': flag, 'is_ready': is_ready} as curve, entered_days, days, outcome
    from stated
    where is_ready is not null
),

counted as (
    select
        flag,
        count(*) filter (where is_ready is null) as unknown,
    from stated
    group by flag
),

reached as (
    select
        curve.flag as flag,
        curve.is_ready as is_ready,
        * exclude (curve),
    from reached_by('spells')
    where watched > 0
),

apart as (
    select
        ready.flag,
        difference_low(ready.by_365, ready.low_365, unready.by_365, unready.high_365) as difference_low,
        difference_high(ready.by_365, ready.high_365, unready.by_365, unready.low_365) as difference_high,
    from reached as ready
    inner join reached as unready using (flag)
    where ready.is_ready and not unready.is_ready and ready.state = 'ok' and unready.state = 'ok'
)

select
    reached.flag,
    reached.is_ready,
    reached.cases,
    reached.watched,
    reached.events as in_production,
    reached.competing as stopped,
    reached.by_365,
    reached.low_365,
    reached.high_365,
    reached.state,
    apart.difference_low,
    apart.difference_high,
    counted.unknown,
from reached
inner join counted using (flag)
left join apart using (flag)
order by reached.flag, reached.is_ready desc
