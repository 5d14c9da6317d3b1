/*
title = "Live and approved, and governed"
question = "Is what we run under control?"
page = "registry"
formula = "initiatives approved or live with review, audit log, access control, risk assessment, a person in the loop, monitoring and (where a vendor built it) vendor review / those for which that is known"
unit = "percent"
good = "up"
kind = "state"
census = true
needs = [
    "pilots.governance_reviewed", "pilots.audit_logged", "pilots.access_controlled", "pilots.risk_assessed",
    "pilots.human_in_loop", "pilots.monitoring_in_place",
]
note = "An initiative that lacks one safeguard is counted even where others are not stated; one that lacks none is counted only where all are. So the share is, if anything, too low: read it beside the safeguards one by one."
rows = "initiative_rows"
*/
with governed as (
    select
        business_unit,
        governance_reviewed
        and audit_logged
        and access_controlled
        and risk_assessed
        and human_in_loop
        and monitoring_in_place
        and (vendor_reviewed or coalesce(built_by = 'internal', false)) as is_covered,
    from facts.initiatives
    where is_live or (stage = 'approved' and not is_vanished)
)

select
    null as period,
    business_unit,
    count(*) filter (is_covered) as numerator,
    count(*) as denominator,
from governed
where is_covered is not null
group by all
