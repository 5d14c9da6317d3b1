/*
title = "No path to production"
short = "No path to live"
question = "Which initiatives have no way to run, or nobody watching them run?"
formula = "in flight or live without a production path (tests, deployment), or live without monitoring. Exposed: what the initiative has cost"
unit = "money"
good = "down"
group = "execution"
order = 1
subjects = "initiatives in flight or live"
page = "funnel"
needs = ["pilots.production_path | pilots.monitoring_in_place"]
benchmarks = ["barrier_mlops"]
remedy = "Give it tests, a way to deploy and an alarm; share them between initiatives."
next_step = "Ask the platform team for a path, or say that there is none and stop."
source = "The AI Execution Gap: lack of MLOps maturity"
*/
with judged as (
    select
        *,
        not production_path or (is_live and not monitoring_in_place) as fires,
        concat_ws(
            ', ',
            case when not production_path then 'no production path' end,
            case when is_live and not monitoring_in_place then 'nobody is told when it degrades' end
        ) as lacking,
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
        when fires then upper(lacking[1]) || lacking[2:]
        when fires is null then 'Not known: production path or monitoring'
        when is_live then 'Has a production path and monitoring'
        else 'Has a production path'
    end
    as evidence,
    case when fires then spend_rows end as spend_rows,
from judged
where in_units(business_unit)
