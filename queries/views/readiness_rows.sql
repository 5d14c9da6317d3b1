/*
title = "How each initiative began, and what came of it"
question = "Which initiatives are compared, and what did their first list say of them?"
page = "funnel"
formula = "a row per initiative that started: who built it as first listed, what first came of it, and scope and flags as first stated on a list within 100 days of the start"
needs = ["pilots.started_on"]
*/
select
    conversions.business_unit,
    initiatives.initiative_id,
    conversions.name,
    conversions.started_on,
    conversions.start_quarter,
    conversions.start_quarter[:4] as start_year,
    conversions.built_by,
    conversions.outcome,
    conversions.days,
    conversions.left_out,
    flags.* exclude (initiative_key, business_unit),
    versions.file_name as upload,
    initiatives.version,
    initiatives.sheet,
    initiatives.source_row,
from facts.conversions as conversions
inner join facts.initiatives as initiatives using (initiative_key)
left join facts.first_flags as flags using (initiative_key)
left join ledger.versions as versions using (version)
where in_units(conversions.business_unit)
order by conversions.business_unit, conversions.name
