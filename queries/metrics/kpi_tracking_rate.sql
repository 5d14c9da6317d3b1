/*
title = "Initiatives that track a KPI"
question = "Is the value measured?"
page = "return"
formula = "started initiatives with a KPI and a dated current value / started initiatives"
unit = "percent"
good = "up"
kind = "state"
census = true
needs = ["pilots.kpi"]
benchmarks = ["kpi_tracking"]
rows = "initiative_rows"
*/
select
    null as period,
    business_unit,
    count(*) filter (nullif(trim(kpi), '') is not null and kpi_current is not null and kpi_current_on is not null) as numerator,
    count(*) as denominator,
from facts.initiatives
where ever_started
group by all
