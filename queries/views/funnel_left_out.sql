/*
title = "What the rates leave out"
question = "Which initiatives cannot be counted, and why?"
page = "funnel"
formula = "initiatives without a usable start or end, and those listed only after their unit's first list showed survivors"
n = "initiatives"
needs = ["pilots.stage"]
rows = "initiative_rows"
*/
select
    case
        when left_out is not null then left_out
        when days <= coalesce(entered_days, -1) then 'ended before the first list'
        when is_survivor_cohort then 'started before the first list'
        else 'counted'
    end as reason,
    count(*) as initiatives,
from facts.conversions
where in_units(business_unit)
group by reason
order by initiatives desc, reason
