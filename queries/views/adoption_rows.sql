/*
title = "Rows of adoption"
question = "Do people use what we pay for?"
formula = "the rows of the adoption sheets, in the quarters shown"
needs = ["adoption.tool"]
*/
select
    adoption.period,
    adoption.business_unit,
    adoption.tool,
    adoption.vendor,
    adoption.headcount,
    adoption.seats,
    adoption.ever_active,
    adoption.active_users,
    adoption.habitual_users,
    adoption.power_users,
    adoption.unused_seats,
    adoption.seat_price,
    adoption.shelfware,
    adoption.in_grace,
    adoption.renewal_on,
    adoption.owner,
    versions.file_name as upload,
    adoption.version,
    adoption.sheet,
    adoption.source_row,
from facts.adoption as adoption
left join ledger.versions as versions using (version)
where in_units(adoption.business_unit) and in_periods(adoption.quarter_start)
order by adoption.quarter_start, adoption.business_unit, adoption.tool, adoption.version, adoption.source_row
