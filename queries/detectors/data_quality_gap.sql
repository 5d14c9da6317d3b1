/*
title = "Held up by data quality"
short = "Data quality"
question = "Which initiatives does poor data hold up?"
formula = "in flight or live, and data_quality is among its barriers. Exposed: what the initiative has cost"
unit = "money"
good = "down"
group = "execution"
order = 2
subjects = "initiatives in flight or live"
page = "funnel"
needs = ["pilots.barrier"]
benchmarks = ["barrier_data"]
remedy = "Fix the source, not the model: one owner for each data set, with a quality target."
next_step = "Name the data set and its owner."
source = "The AI Execution Gap: poor data quality at scale"
*/
with judged as (
    select
        *,
        list_contains(barriers, 'data_quality') as fires,
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
        when fires then 'Data quality holds it up' || coalesce('; stage ' || stage, '')
        when len(barriers) > 0 then 'Held up by ' || replace(list_aggregate(barriers, 'string_agg', ', '), '_', ' ')
        else 'No barrier named'
    end
    as evidence,
    case when fires then spend_rows end as spend_rows,
from judged
where in_units(business_unit)
