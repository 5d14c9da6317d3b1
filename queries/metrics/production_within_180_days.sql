/*
title = "Pilots in production within 180 days"
question = "How many pilots reach production, and how fast?"
page = "funnel"
formula = "in production within 180 days of the start / started, by start quarter, once the whole quarter is 180 days old at the unit's last list; those that started before the unit's first list are left out"
unit = "percent"
good = "up"
kind = "cohort"
interval = true
needs = ["pilots.started_on"]
rows = "initiative_rows"
*/
select
    start_quarter as period,
    business_unit,
    count(*) filter (where outcome = 'event' and days <= 180) as numerator,
    count(*) as denominator,
from facts.conversions
where left_out is null and not is_survivor_cohort and cohort_end + 180 <= unit_last_list_on
group by start_quarter, business_unit
