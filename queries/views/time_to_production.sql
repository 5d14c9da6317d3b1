/*
title = "Production by day 180 and 365"
question = "Who reaches production, and how fast?"
page = "funnel"
formula = "cumulative incidence of production and of stopping by day 180 and 365 (blank where nobody was watched that long and some were still on the way); median = the day by which half are in production, setting stops aside (Kaplan-Meier); by who built it as first listed, by unit, by the year of the start"
n = "initiatives"
needs = ["pilots.started_on"]
rows = "readiness_rows"
note = "Where a date is read from two lists the later one is taken; `earliest_365` is the share if each had come the day after the earlier list."
*/
with shown as materialized (
    select
        business_unit,
        built_by,
        start_quarter[:4] as start_year,
        entered_days,
        days,
        earliest_days,
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
    union all
    select {'split': 'start_year', 'part': start_year}, entered_days, days, outcome
    from shown
),

soonest as materialized (
    select 'all' as curve, entered_days, earliest_days as days, outcome
    from shown
),

read_from_lists as (
    select count(*) as inferred
    from shown
    where days > coalesce(entered_days, -1) and earliest_days < days
),

earliest as (
    select by_365
    from reached_by('soonest')
)

select
    reached.curve.split as split,
    reached.curve.part as part,
    reached.* exclude (curve, error_365) rename (cases as initiatives, events as in_production, competing as stopped),
    case when reached.curve.split = 'all' then (select inferred from read_from_lists) end as inferred,
    case when reached.curve.split = 'all' then (select by_365 from earliest) end as earliest_365,
from reached_by('spells') as reached
order by reached.curve.split, reached.watched desc, reached.curve.part
