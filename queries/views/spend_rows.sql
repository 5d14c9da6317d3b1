/*
title = "Rows of spend"
question = "Where does the money go, and what does it buy?"
page = "methods"
formula = "the rows of the spend sheets, in the quarters shown"
needs = ["spend.amount"]
*/
select
    spend.period,
    spend.business_unit,
    spend.category,
    spend.purpose,
    spend.basis,
    spend.amount,
    spend.amount_written,
    spend.currency,
    spend.initiative_id,
    spend.vendor,
    spend.tool,
    spend.delivered_on,
    spend.note,
    versions.file_name as upload,
    spend.version,
    spend.sheet,
    spend.source_row,
from facts.spend as spend
left join ledger.versions as versions using (version)
where in_units(spend.business_unit) and in_periods(spend.quarter_start)
order by spend.quarter_start, spend.business_unit, spend.version, spend.sheet, spend.source_row
