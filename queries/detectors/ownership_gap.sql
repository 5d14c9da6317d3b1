/*
title = "No owner"
question = "Which initiatives does nobody answer for?"
formula = "in flight or live, and no owner is named. Exposed: what the initiative has cost"
unit = "money"
good = "down"
group = "execution"
order = 4
subjects = "initiatives in flight or live"
page = "funnel"
needs = ["pilots.owner"]
remedy = "One person who answers for it, with the time to."
next_step = "Name the owner this month; without one, stop it."
source = "The AI Execution Gap: unclear ownership"
*/
with judged as (
    select
        *,
        owner is null as fires,
    from facts.active_initiatives
)

select
    business_unit,
    'initiative' as subject_kind,
    initiative_id as subject_id,
    name as subject_name,
    severity(fires, spent, unit_spent) as severity,
    case when fires then spent end as exposed,
    case when fires then 'No owner named; stage ' || stage else 'Has an owner' end
    as evidence,
    case when fires then spend_rows end as spend_rows,
from judged
where in_units(business_unit)
