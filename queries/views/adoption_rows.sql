/*
title = "Rows of adoption"
question = "Do people use what we pay for?"
page = "adoption"
formula = "the rows of the adoption sheets, in the quarters shown; counts hidden where few people stand behind a row, or where such a row could be worked out"
needs = ["adoption.tool"]
*/
select
    adoption.period,
    adoption.business_unit,
    adoption.tool,
    adoption.vendor,
    case when not (tool_use.is_hidden or adoption.is_small) then adoption.headcount end as headcount,
    case when not (tool_use.is_hidden or adoption.is_small) then adoption.seats end as seats,
    case when not (tool_use.is_hidden or adoption.is_small) then adoption.ever_active end as ever_active,
    case when not (tool_use.is_hidden or adoption.is_small) then adoption.active_users end as active_users,
    case when not (tool_use.is_hidden or adoption.is_small) then adoption.habitual_users end as habitual_users,
    case when not (tool_use.is_hidden or adoption.is_small) then adoption.power_users end as power_users,
    adoption.workflows_redesigned,
    case when not (tool_use.is_hidden or adoption.is_small) then adoption.unused_seats end as unused_seats,
    adoption.seat_price,
    case when not (tool_use.is_hidden or adoption.is_small) then adoption.shelfware end as shelfware,
    tool_use.is_hidden or adoption.is_small as is_hidden,
    adoption.in_grace,
    adoption.renewal_on,
    adoption.owner,
    adoption.embedded,
    versions.file_name as upload,
    adoption.version,
    adoption.sheet,
    adoption.source_row,
from facts.adoption as adoption
inner join facts.tool_use as tool_use
    on adoption.business_unit = tool_use.business_unit
    and lower(trim(adoption.tool)) = tool_use.tool_key
    and adoption.quarter_start = tool_use.quarter_start
left join ledger.versions as versions using (version)
where in_units(adoption.business_unit) and in_periods(adoption.quarter_start)
order by adoption.quarter_start, adoption.business_unit, adoption.tool, adoption.version, adoption.source_row
