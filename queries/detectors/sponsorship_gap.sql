/*
title = "No sponsor"
question = "Which initiatives has no executive behind them?"
formula = "in flight or live, and no sponsor is named. Exposed: what the initiative has cost"
unit = "money"
good = "down"
group = "execution"
order = 3
subjects = "initiatives in flight or live"
page = "funnel"
needs = ["pilots.sponsor"]
benchmarks = ["barrier_sponsor"]
remedy = "An executive who wants its result and says so, or an end."
next_step = "Ask the unit's head to sponsor it or to stop it."
source = "The AI Execution Gap: insufficient executive sponsorship"
*/
with judged as (
    select
        *,
        sponsor is null as fires,
    from facts.active_initiatives
)

select
    business_unit,
    'initiative' as subject_kind,
    initiative_id as subject_id,
    name as subject_name,
    severity(fires, spent, unit_spent) as severity,
    case when fires then spent end as exposed,
    case when fires then 'No sponsor named; stage ' || stage else 'Has a sponsor' end
    as evidence,
    case when fires then spend_rows end as spend_rows,
from judged
where in_units(business_unit)
