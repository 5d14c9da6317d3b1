-- An initiative that does not get there: stalled on the way, or stopped before production; with the barriers its last list
-- names and what it has cost so far.
select
    initiatives.initiative_key,
    initiatives.business_unit,
    list_sort(list_distinct(initiatives.barriers)) as barriers,
    coalesce(ageing.is_stalled, false) as is_stalled,
    spend.spent,
from facts.initiatives as initiatives
left join facts.ageing as ageing using (initiative_key)
left join facts.initiative_spend as spend using (initiative_key)
where ageing.is_stalled or (initiatives.is_stopped and not coalesce(initiatives.ever_production, false))
