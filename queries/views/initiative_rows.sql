/*
title = "The initiatives"
question = "Which initiatives are counted, and where do they stand in the sheets?"
page = "funnel"
formula = "the last list's row of each initiative, with its dates as listed or read from consecutive lists"
needs = ["pilots.stage"]
*/
select
    initiatives.business_unit,
    initiatives.initiative_id,
    initiatives.name,
    initiatives.stage,
    case when initiatives.is_vanished then 'gone' else initiatives.stage end as stands_at,
    ['idea', 'pilot', 'proven', 'approved', 'production', 'scaled'][initiatives.furthest + 1] as furthest_stage,
    initiatives.is_vanished,
    initiatives.start_quarter,
    initiatives.started_on,
    initiatives.proven_on,
    initiatives.approved_on,
    initiatives.production_on,
    initiatives.production_inferred,
    initiatives.production_not_before,
    initiatives.production_taken_back_on,
    initiatives.stopped_on,
    initiatives.retired_on,
    initiatives.first_built_by as built_by,
    initiatives.owner,
    initiatives.last_listed_on,
    versions.file_name as upload,
    initiatives.version,
    initiatives.sheet,
    initiatives.source_row,
from facts.initiatives as initiatives
left join ledger.versions as versions using (version)
where in_units(initiatives.business_unit)
order by initiatives.business_unit, initiatives.name
