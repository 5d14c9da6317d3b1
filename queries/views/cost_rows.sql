/*
title = "Rows of spend from the beginning"
question = "Where does the money go, and what does it buy?"
page = "return"
formula = """
the actual rows of the spend sheets from the beginning, linked spend with the initiative's unit, each with where it \
stands"""
needs = ["spend.amount"]
*/
select
    spend.period,
    spend.value_unit as business_unit,
    spend.business_unit as paid_by,
    spend.category,
    spend.purpose,
    spend.amount,
    spend.amount_written,
    spend.currency,
    spend.initiative_id,
    positions.position,
    positions.detail,
    spend.vendor,
    spend.tool,
    spend.delivered_on,
    spend.note,
    versions.file_name as upload,
    spend.version,
    spend.sheet,
    spend.source_row,
from facts.spend as spend
left join facts.spend_positions as positions using (row_key)
left join ledger.versions as versions using (version)
where spend.basis = 'actual' and in_units(spend.value_unit)
order by spend.quarter_start, spend.value_unit, spend.version, spend.sheet, spend.source_row
