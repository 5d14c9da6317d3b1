/*
title = "Days in stage"
question = "What is stuck, and where?"
page = "funnel"
formula = """
days in the present stage at the unit's last list, against the 50 % and 85 % quantile of passing that stage (Kaplan-Meier: any way \
out is the event, still there is censored) as they stood when the quarter before ended; stalled beyond the 85 %, never \
beyond the stage's setting nor within half of it; the setting where fewer than 10 had left the stage or the quantile was \
not reached"""
needs = ["pilots.stage"]
rows = "initiative_rows"
*/
select
    business_unit,
    initiative_id,
    name,
    stage,
    stage_entered_on,
    is_at_least,
    days_in_stage,
    p50,
    p85,
    limit_days,
    limit_from,
    paused,
    is_stalled,
from facts.ageing
where in_units(business_unit)
order by stage_rank(stage), days_in_stage desc nulls last, name
