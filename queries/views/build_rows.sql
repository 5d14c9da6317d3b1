/*
title = "What each team has built"
question = "Do teams build faster with each build?"
page = "builders"
formula = "initiatives that a team of ours put live, alone or with a vendor, or is working on, numbered in the order they started; days from start to going live, or so far"
needs = ["deployments.built_by_team", "pilots.started_on"]
note = "A build that is not in the registry is its owner's, where the owner is a team that built something live, or the only such team of its unit."
*/
select
    builds.team,
    builds.business_unit,
    builds.number,
    builds.initiative_id,
    builds.name,
    builds.started_on,
    builds.went_live_on,
    builds.days,
    builds.is_finished,
    versions.file_name as upload,
    builds.version,
    builds.sheet,
    builds.source_row,
from facts.builds as builds
left join ledger.versions as versions using (version)
where in_units(builds.business_unit)
order by builds.business_unit, builds.team, builds.number
