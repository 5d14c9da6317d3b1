/*
title = "Production by day 180 and 365"
question = "Who reaches production, and how fast?"
formula = "cumulative incidence of production and of stopping by day 180 and 365 (blank where nobody was watched that long and some were still on the way); median = the day by which half are in production, setting stops aside (Kaplan-Meier)"
n = "initiatives"
needs = ["pilots.started_on"]
rows = "initiative_rows"
*/
with shown as materialized (
    select
        business_unit,
        built_by,
        entered_days,
        days,
        outcome,
    from facts.conversions
    where left_out is null and in_units(business_unit)
),

spells as materialized (
    select {'split': 'all', 'part': 'all'} as curve, entered_days, days, outcome
    from shown
    union all
    select {'split': 'built_by', 'part': built_by}, entered_days, days, outcome
    from shown
    where built_by is not null
    union all
    select {'split': 'business_unit', 'part': business_unit}, entered_days, days, outcome
    from shown
),

counted as (
    select
        curve,
        count(*) as initiatives,
        count(*) filter (where days > coalesce(entered_days, -1)) as watched,
        count(*) filter (where days > coalesce(entered_days, -1) and outcome = 'event') as in_production,
        count(*) filter (where days > coalesce(entered_days, -1) and outcome = 'competing') as stopped,
    from spells
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
        arg_min(at_risk, day) filter (where day >= 365) as at_risk_365,
        case when max(day) >= 365 or is_over
            then coalesce(arg_max(competing_incidence, day) filter (where day <= 365), 0)
        end as stopped_by_365,
        min(day) filter (where survival <= 0.5 + 1e-9) as median_days,
    from survival('spells')
    group by curve
)

select
    counted.curve.split as split,
    counted.curve.part as part,
    counted.initiatives,
    counted.watched,
    counted.in_production,
    counted.stopped,
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
    curves.stopped_by_365,
    curves.median_days,
    case
        when counted.watched = 0 then 'insufficient'
        when counted.watched < setting('minimum_n') then 'few'
        else 'ok'
    end as state,
from counted
left join curves using (curve)
order by counted.curve.split, counted.watched desc, counted.curve.part
