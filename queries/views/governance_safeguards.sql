/*
title = "Safeguards of what is live or approved"
question = "Is what we run under control?"
page = "registry"
formula = "initiatives live or approved that have each safeguard / those for which it is stated; vendor review only where a vendor is involved, review before going live only of what is live and reviewed"
unit = "percent"
needs = ["pilots.governance_reviewed | pilots.audit_logged | pilots.access_controlled | pilots.risk_assessed | pilots.human_in_loop | pilots.monitoring_in_place"]
rows = "safeguard_rows"
*/
select
    safeguard,
    count(*) filter (state = 'yes') as met,
    count(*) filter (state in ('yes', 'no')) as known,
    count(*) filter (state = 'not stated') as not_stated,
from facts.governance
where in_units(business_unit) and state <> 'not needed'
group by safeguard
order by met / nullif(known, 0) nulls last, known desc, safeguard
