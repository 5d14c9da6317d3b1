/*
title = "Pilots that ever reached production"
question = "How many pilots reach production?"
page = "funnel"
formula = "ever in production / started at least 365 days before the unit's last list, by start quarter; those that started before the unit's first list are left out: the ones that had stopped by then were never listed"
unit = "percent"
good = "up"
kind = "cohort"
interval = true
benchmarks = ["poc_to_prod_40", "pilot_to_prod_53", "swallowed", "experiments_in_prod"]
needs = ["pilots.started_on"]
rows = "initiative_rows"
*/
select
    start_quarter as period,
    business_unit,
    count(*) filter (where outcome = 'event') as numerator,
    count(*) as denominator,
from facts.conversions
where left_out is null and not is_survivor_cohort and cohort_end + 365 <= unit_last_list_on
group by start_quarter, business_unit
