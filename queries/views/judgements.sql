/*
title = "Everything that was judged"
question = "What did every detector look at, and what did it see?"
formula = "each unit, initiative, tool, contract and cohort that a detector judged, of the detectors that have the columns they need; severity: 3 exposes a tenth of the unit's spend or more, 2 found, 1 a sign, 0 looked and not found, blank: not enough data"
unit = "money"
good = "down"
*/
with found as (
    select 'spend_without_output' as detector, * from detectors.spend_without_output
    union all
    select 'deck_nobody_implemented' as detector, * from detectors.deck_nobody_implemented
    union all
    select 'died_after_handoff' as detector, * from detectors.died_after_handoff
    union all
    select 'training_that_did_not_transfer' as detector, * from detectors.training_that_did_not_transfer
    union all
    select 'governance_without_builders' as detector, * from detectors.governance_without_builders
    union all
    select 'use_case_trap' as detector, * from detectors.use_case_trap
    union all
    select 'data_readiness_illusion' as detector, * from detectors.data_readiness_illusion
    union all
    select 'workflow_gap' as detector, * from detectors.workflow_gap
    union all
    select 'governance_vacuum' as detector, * from detectors.governance_vacuum
    union all
    select 'measurement_mirage' as detector, * from detectors.measurement_mirage
    union all
    select 'confidence_gap' as detector, * from detectors.confidence_gap
    union all
    select 'clarity_gap' as detector, * from detectors.clarity_gap
    union all
    select 'skill_gap' as detector, * from detectors.skill_gap
    union all
    select 'permission_gap' as detector, * from detectors.permission_gap
    union all
    select 'mlops_gap' as detector, * from detectors.mlops_gap
    union all
    select 'data_quality_gap' as detector, * from detectors.data_quality_gap
    union all
    select 'sponsorship_gap' as detector, * from detectors.sponsorship_gap
    union all
    select 'ownership_gap' as detector, * from detectors.ownership_gap
    union all
    select 'misaligned_success' as detector, * from detectors.misaligned_success
)

select
    asked.place,
    asked.kind,
    asked.detector,
    asked.title,
    found.* exclude (detector),
    found.business_unit || ': ' || asked.title as finding,
from found
inner join facts.diagnoses as asked using (detector)
where asked.is_answerable and found.business_unit is not null
