/*
title = "When each initiative came and left"
question = "Which initiatives started and finished in a quarter?"
page = "funnel"
formula = "a row per initiative that was watched on its way to production: the quarter it entered and the quarter and way it left"
needs = ["pilots.started_on"]
*/
select
    flow.business_unit,
    initiatives.initiative_id,
    initiatives.name,
    flow.entered_on,
    quarter_label(flow.entered_on) as entered_in,
    flow.was_on_the_way,
    if(flow.was_on_the_way, 'first listed ', 'started ') || entered_in as entered_as_in,
    flow.left_on,
    flow.left_as,
    quarter_label(flow.left_on) as left_in,
    flow.left_as || ' ' || left_in as left_as_in,
    versions.file_name as upload,
    initiatives.version,
    initiatives.sheet,
    initiatives.source_row,
from facts.flow as flow
inner join facts.initiatives as initiatives using (initiative_key)
left join ledger.versions as versions using (version)
where in_units(flow.business_unit)
order by flow.entered_on, flow.business_unit, initiatives.name
