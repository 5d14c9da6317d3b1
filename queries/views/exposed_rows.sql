/*
title = "The spend that failure modes expose"
question = "Which rows of spend stand behind what is wrong?"
page = "board"
formula = "each row of spend that a failure mode's finding exposes, once for each finding"
unit = "money"
needs = ["spend.amount"]
*/
with found as materialized (
    select detector as failure_mode, * exclude (kind, detector)
    from views.judgements
    where kind = 'failure_mode'
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
