/*
title = "Stalled initiatives"
question = "What is stuck, who owns it, and what money does it hold up?"
page = "funnel"
formula = "longer in the stage than its limit and not paused; money = actual spend on the initiative so far"
unit = "money"
needs = ["pilots.stage"]
rows = "initiative_rows"
*/
select
    ageing.name,
    ageing.business_unit,
    ageing.stage,
    ageing.days_in_stage,
    ageing.is_at_least,
    ageing.limit_days,
    ageing.owner,
    replace(replace(array_to_string(ageing.barriers, ', '), '_', ' '), 'mlops', 'MLOps') as barriers,
    round(spend.spent) as money_held_up,
from facts.ageing as ageing
left join facts.initiative_spend as spend using (initiative_key)
where ageing.is_stalled and in_units(ageing.business_unit)
order by spend.spent desc nulls last, ageing.days_in_stage desc, ageing.name
