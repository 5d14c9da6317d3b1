/*
title = "What was decided"
question = "Which initiatives were approved or stopped, and after how many stops in their unit?"
page = "funnel"
formula = "a row per initiative that was approved for production or stopped on the way after its unit's first list"
needs = ["pilots.stage"]
*/
select
    approvals.business_unit,
    initiatives.initiative_id,
    initiatives.name,
    approvals.decided_on,
    approvals.is_approved,
    approvals.earlier_stops,
    approvals.stops_before,
    versions.file_name as upload,
    initiatives.version,
    initiatives.sheet,
    initiatives.source_row,
from facts.approvals as approvals
inner join facts.initiatives as initiatives using (initiative_key)
left join ledger.versions as versions using (version)
where in_units(approvals.business_unit)
order by approvals.decided_on, approvals.business_unit, initiatives.name
