/*
title = "Governance vacuum"
short = "No governance"
question = "Which live or approved tools has nobody reviewed, logged or secured?"
formula = "live or approved, and no governance review, no audit log or no access control. Exposed: what the initiative has cost"
unit = "money"
good = "down"
group = "pattern"
order = 4
subjects = "live or approved initiatives"
page = "registry"
needs = ["pilots.governance_reviewed | pilots.audit_logged | pilots.access_controlled"]
benchmarks = ["security_incident"]
remedy = "Review it now, beside its use: data handling, audit trail, access, vendor."
next_step = "Put it on the agenda of the next governance review, with the missing controls by name."
source = "The AI Production Gap: Pattern 4, The Governance Vacuum"
*/
with judged as (
    select
        *,
        not governance_reviewed or not audit_logged or not access_controlled as fires,
        concat_ws(
            ', ',
            case when not governance_reviewed then 'no review' end,
            case when not audit_logged then 'no audit log' end,
            case when not access_controlled then 'no access control' end
        ) as lacking,
    from facts.active_initiatives
    where is_live or stage = 'approved'
)

select
    business_unit,
    'initiative' as subject_kind,
    initiative_id as subject_id,
    name as subject_name,
    severity(fires, spent, unit_spent) as severity,
    case when fires then spent end as exposed,
    case
        when fires then upper(lacking[1]) || lacking[2:]
        when fires is null then 'Nothing known to be missing, but not everything is known'
        else 'Reviewed, logged and access-controlled'
    end
    || case when is_live then '; live' else '; approved' end
    as evidence,
    case when fires then spend_rows end as spend_rows,
from judged
where in_units(business_unit)
