/*
title = "Initiatives and their KPIs"
question = "What did each initiative change?"
page = "return"
formula = """
current value - baseline of each initiative's KPI, better or worse by the direction the list gives; with a control \
group less what changed there (difference in differences), otherwise an association"""
needs = ["pilots.kpi"]
*/
select
    measurement.business_unit,
    initiatives.name,
    initiatives.stage,
    initiatives.started_on,
    measurement.kpi,
    measurement.kpi_better,
    measurement.kpi_baseline,
    measurement.kpi_baseline_on,
    measurement.kpi_target,
    measurement.kpi_current,
    measurement.kpi_current_on,
    measurement.control_baseline,
    measurement.control_current,
    measurement.change,
    measurement.effect,
    measurement.method,
    measurement.improvement,
    measurement.effect_share,
    measurement.target_share,
    measurement.control_share,
    measurement.is_tracked,
    measurement.is_comparable,
    measurement.has_kpi,
    measurement.has_baseline,
    measurement.has_target,
    measurement.has_control,
    measurement.has_evidenced,
    initiatives.initiative_id,
    versions.file_name as upload,
    initiatives.version,
    initiatives.sheet,
    initiatives.source_row,
from facts.measurement as measurement
inner join facts.initiatives as initiatives using (initiative_key)
left join ledger.versions as versions on initiatives.version = versions.version
where in_units(measurement.business_unit)
order by measurement.is_comparable desc, measurement.effect_share desc nulls last, initiatives.name
