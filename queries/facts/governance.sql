-- What is done to keep each live or approved initiative under control, a row for each safeguard: yes, no, not stated or not
-- needed (a vendor's review of what was built inside; a review before going live of what is not live, or was not reviewed at all).
with governed as (
    select
        *,
        case
            when not is_live or governance_reviewed = false then 'not needed'
            when governance_reviewed_on <= production_on then 'yes'
            when governance_reviewed_on > production_on then 'no'
            else 'not stated'
        end as reviewed_before,
    from facts.initiatives
    where is_live or (stage = 'approved' and not is_vanished)
),

listed as (
    select
        governed.*,
        unnest([
            {'safeguard': 'review', 'done': governance_reviewed},
            {'safeguard': 'audit log', 'done': audit_logged},
            {'safeguard': 'access control', 'done': access_controlled},
            {'safeguard': 'vendor review', 'done': vendor_reviewed},
            {'safeguard': 'risk assessment', 'done': risk_assessed},
            {'safeguard': 'person in the loop', 'done': human_in_loop},
            {'safeguard': 'monitoring', 'done': monitoring_in_place},
            {'safeguard': 'review before going live', 'done': null}
        ]) as one,
    from governed
)

select
    initiative_key,
    business_unit,
    initiative_id,
    name,
    stage,
    is_live,
    production_on,
    governance_reviewed_on,
    one.safeguard as safeguard,
    case
        when one.safeguard = 'review before going live' then reviewed_before
        when one.safeguard = 'vendor review' and built_by = 'internal' and coalesce(one.done, true) then 'not needed'
        when one.done then 'yes'
        when one.done = false then 'no'
        else 'not stated'
    end as state,
from listed
