/*
title = "What was found, with the spend it exposes"
question = "Which rows stand behind what is wrong?"
page = "diagnosis"
formula = "each finding and sign, once for each row of spend it exposes; once, without a row, where it exposes none"
unit = "money"
*/
select
    judged.finding,
    judged.business_unit,
    judged.detector,
    judged.kind,
    judged.title,
    judged.subject_name,
    judged.severity,
    judged.evidence,
    spend.period,
    spend.category,
    spend.vendor,
    spend.tool,
    spend.initiative_id,
    spend.amount,
    versions.file_name as upload,
    spend.version,
    spend.sheet,
    spend.source_row,
from views.judgements as judged
left join unnest(judged.spend_rows) as exposed(row_key) on true
left join facts.spend as spend using (row_key)
left join ledger.versions as versions on spend.version = versions.version
where judged.severity >= 1
order by judged.severity desc, judged.exposed desc nulls last, judged.place, judged.subject_name, spend.amount desc, spend.row_key
