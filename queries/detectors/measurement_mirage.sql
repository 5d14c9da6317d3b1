/*
title = "Measurement mirage"
short = "No proof"
question = "Which live tools cannot show that they help?"
formula = "live, and no KPI baseline dated before the start, or every benefit claimed is only self-reported. Exposed: what the initiative has cost"
unit = "money"
good = "down"
group = "pattern"
order = 5
subjects = "live initiatives"
page = "return"
needs = ["pilots.kpi_baseline_on | deployments.benefit_evidence"]
benchmarks = ["kpi_tracking"]
remedy = "Define its outcome, reconstruct or take a baseline, and compare with a group that works without it."
next_step = "Agree with finance what would count as proof, before it asks for more money."
source = "The AI Production Gap: Pattern 5, The Measurement Mirage"
*/
with claims as (
    select
        initiative_key,
        bool_and(evidence = 'self_reported') as only_self_reported,
    from facts.benefits
    where initiative_key is not null and stated is not null
    group by initiative_key
),

judged as (
    select
        active.*,
        coalesce(claims.only_self_reported, false) as is_only_claimed,
        case
            when active.kpi_baseline_on is null then false
            else active.kpi_baseline_on < active.started_on
        end as has_baseline,
        not has_baseline or is_only_claimed as fires,
    from facts.active_initiatives as active
    left join claims using (initiative_key)
    where active.is_live
)

select
    business_unit,
    'initiative' as subject_kind,
    initiative_id as subject_id,
    name as subject_name,
    severity(fires, spent, unit_spent) as severity,
    case when fires then spent end as exposed,
    case
        when kpi_baseline_on is null then 'No dated baseline'
        when has_baseline then 'Baseline of ' || day_text(kpi_baseline_on) || ', before it started'
        when not has_baseline then 'Baseline of ' || day_text(kpi_baseline_on) || ', after it started on ' || day_text(started_on)
        else 'Not known: when it started'
    end
    || case when is_only_claimed then '; every benefit is self-reported' else '' end
    as evidence,
    case when fires then spend_rows end as spend_rows,
from judged
where in_units(business_unit)
