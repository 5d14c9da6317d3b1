/*
title = "Rows of benefits"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = "the rows that say what came back, from the beginning, linked ones with the initiative's unit, each with the evidence it counts as"
needs = ["deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
*/
select
    benefits.period,
    benefits.value_unit as business_unit,
    benefits.business_unit as reported_by,
    benefits.dataset,
    benefits.deployment_id,
    benefits.tool,
    benefits.initiative_key,
    benefits.benefit_kind,
    benefits.evidence,
    benefits.benefit_group,
    benefits.is_counted,
    benefits.hours_saved,
    benefits.amount_written,
    benefits.currency,
    benefits.claimed,
    benefits.risk_adjusted,
    benefits.evidenced,
    benefits.documented,
    benefits.confirmed,
    benefits.run_cost,
    versions.file_name as upload,
    benefits.version,
    benefits.sheet,
    benefits.source_row,
from facts.benefits as benefits
left join ledger.versions as versions using (version)
where in_units(benefits.value_unit)
order by benefits.quarter_start, benefits.value_unit, benefits.version, benefits.sheet, benefits.source_row
