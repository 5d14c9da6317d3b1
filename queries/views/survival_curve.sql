/*
title = "Not yet in production"
question = "How long do pilots take, setting stops aside?"
page = "funnel"
formula = "Kaplan-Meier of production, stops censored (which overstates how many get there), with a log-log band; the cumulative incidence is the headline"
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
    events,
    survival,
    survival_low,
    survival_high,
from survival('spells')
order by day
