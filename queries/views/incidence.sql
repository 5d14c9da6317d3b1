/*
title = "Time to production"
question = "How fast do pilots reach production, and how many are stopped first?"
page = "funnel"
formula = "cumulative incidence (Aalen-Johansen) of production and of stopping by days since the start, each watched from its start or its unit's first list, whichever is later, to the unit's last list; log-log band"
benchmarks = ["poc_to_prod_40", "pilot_to_prod_53"]
needs = ["pilots.started_on"]
rows = "initiative_rows"
*/
with spells as (
    select
        'all' as curve,
        entered_days,
        days,
        outcome,
    from facts.conversions
    where left_out is null and in_units(business_unit)
)

select
    day,
    at_risk,
    (select count(*) from spells where days > coalesce(entered_days, -1)) as watched,
    events,
    competing,
    incidence,
    incidence_low,
    incidence_high,
    competing_incidence,
    competing_low,
    competing_high,
from survival('spells')
order by day
