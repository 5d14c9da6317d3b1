/*
title = "Safeguards, initiative by initiative"
question = "Is what we run under control?"
page = "registry"
formula = "each initiative that is live or approved and each safeguard: yes, no or not stated"
needs = ["pilots.stage"]
*/
select
    governance.safeguard,
    governance.state,
    governance.name,
    governance.business_unit,
    governance.stage,
    governance.governance_reviewed_on as reviewed_on,
    governance.production_on as went_live_on,
    versions.file_name as upload,
    initiatives.version,
    initiatives.sheet,
    initiatives.source_row,
from facts.governance as governance
inner join facts.initiatives as initiatives using (initiative_key)
left join ledger.versions as versions using (version)
where in_units(governance.business_unit) and governance.state <> 'not needed'
order by governance.safeguard, governance.state, governance.business_unit, governance.name
