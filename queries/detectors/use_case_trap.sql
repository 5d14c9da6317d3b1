/*
title = "Use-case trap"
question = "Which initiatives started from a technology instead of a problem?"
formula = "in flight or live, a generic capability and no KPI. Exposed: what the initiative has cost"
unit = "money"
good = "down"
group = "pattern"
order = 1
subjects = "initiatives in flight or live"
page = "funnel"
needs = ["pilots.scope_kind", "pilots.kpi"]
benchmarks = ["narrow_multiple"]
remedy = "Narrow it to one frequent workflow whose result can be measured, or stop it."
next_step = "Name the workflow and its KPI before the next payment."
source = "The AI Production Gap: Pattern 1, The Use-Case Trap"
*/
with judged as (
    select
        *,
        scope_kind = 'generic_capability' and kpi is null as fires,
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
        when scope_kind is null and kpi is null then 'No KPI; not known: narrow or generic'
        when scope_kind = 'generic_capability' then 'A generic capability'
        when scope_kind = 'narrow_workflow' then 'A narrow workflow'
        else 'Not known: narrow or generic'
    end
    || case when kpi is not null then ' with a KPI' when scope_kind is not null then ' without a KPI' else '' end
    as evidence,
    case when fires then spend_rows end as spend_rows,
from judged
where in_units(business_unit)
