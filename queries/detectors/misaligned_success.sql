/*
title = "Success nobody shares"
short = "No shared aim"
question = "Which initiatives have no shared measure of success?"
formula = "in flight or live, and no KPI, or nobody in the business answers for the result. Exposed: what the initiative has cost"
unit = "money"
good = "down"
group = "execution"
order = 5
subjects = "initiatives in flight or live"
page = "return"
needs = ["pilots.kpi", "pilots.business_owner"]
benchmarks = ["kpi_tracking"]
remedy = "One measure that business, engineering and data science share, and one person in the business who owns it."
next_step = "Agree on the KPI with the business owner; name that person where there is none."
source = "The AI Execution Gap: the three groups rarely share a unified success metric"
*/
with judged as (
    select
        *,
        kpi is null or business_owner is null as fires,
    from facts.active_initiatives
)

select
    business_unit,
    'initiative' as subject_kind,
    initiative_id as subject_id,
    name as subject_name,
    severity(fires, spent, unit_spent) as severity,
    case when fires then spent end as exposed,
    case
        when kpi is null and business_owner is null then 'No KPI and no business owner'
        when kpi is null then 'No KPI'
        when business_owner is null then 'No business owner'
        else 'Has a KPI and a business owner'
    end
    as evidence,
    case when fires then spend_rows end as spend_rows,
from judged
where in_units(business_unit)
