/*
title = "What each initiative has cost"
question = "On which initiatives does the money rest?"
page = "funnel"
formula = "actual spend linked to each initiative so far, the dearest first, with its share of all that is linked"
unit = "money"
needs = ["spend.initiative_id", "pilots.stage"]
*/
select
    initiatives.name,
    initiatives.business_unit,
    initiatives.initiative_id,
    initiatives.stage,
    initiatives.is_live or initiatives.is_in_flight as is_active,
    spend.spent,
    spend.spent / sum(spend.spent) over () as share,
    sum(spend.spent) over (order by spend.spent desc, initiatives.initiative_key) / sum(spend.spent) over () as share_so_far,
    versions.file_name as upload,
    initiatives.version,
    initiatives.sheet,
    initiatives.source_row,
from facts.initiative_spend as spend
inner join facts.initiatives as initiatives using (initiative_key)
left join ledger.versions as versions using (version)
where spend.spent > 0 and in_units(initiatives.business_unit)
order by spend.spent desc, initiatives.initiative_key
