/*
title = "When each initiative was last reviewed"
question = "Do we measure in months?"
page = "diagnosis"
formula = "live and in flight, with the last review that a list gives; a blank is not reviewed"
needs = ["pilots.stage"]
*/
select
    initiatives.business_unit,
    initiatives.initiative_id,
    initiatives.name,
    initiatives.stage,
    initiatives.owner,
    initiatives.last_reviewed_on,
    initiatives.censored_on as listed_on,
    datediff('day', initiatives.last_reviewed_on, initiatives.censored_on) as days_since,
    coalesce(
        initiatives.last_reviewed_on >= initiatives.censored_on - cast(setting('review_days') as integer), false
    ) as is_reviewed_lately,
    versions.file_name as upload,
    initiatives.version,
    initiatives.sheet,
    initiatives.source_row,
from facts.initiatives as initiatives
left join ledger.versions as versions using (version)
where (initiatives.is_live or initiatives.is_in_flight) and in_units(initiatives.business_unit)
order by initiatives.last_reviewed_on nulls first, initiatives.business_unit, initiatives.name
