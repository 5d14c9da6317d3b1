/*
title = "The spend that failure modes expose"
question = "Which rows of spend stand behind what is wrong?"
formula = "each row of spend that a failure mode's finding exposes, once for each finding"
unit = "money"
needs = ["spend.amount"]
*/
with found as materialized (
    select 'spend_without_output' as failure_mode, * from detectors.spend_without_output
    union all
    select 'deck_nobody_implemented' as failure_mode, * from detectors.deck_nobody_implemented
    union all
    select 'died_after_handoff' as failure_mode, * from detectors.died_after_handoff
    union all
    select 'training_that_did_not_transfer' as failure_mode, * from detectors.training_that_did_not_transfer
    union all
    select 'governance_without_builders' as failure_mode, * from detectors.governance_without_builders
)

select
    found.failure_mode,
    found.business_unit,
    found.subject_name,
    found.evidence,
    spend.period,
    spend.category,
    spend.vendor,
    spend.tool,
    spend.initiative_id,
    spend.amount,
    spend.amount_written,
    spend.currency,
    versions.file_name as upload,
    spend.version,
    spend.sheet,
    spend.source_row,
from found, unnest(found.spend_rows) as exposed(row_key)
inner join facts.spend as spend using (row_key)
left join ledger.versions as versions on spend.version = versions.version
where found.severity >= 2
order by spend.amount desc, spend.row_key, found.failure_mode
