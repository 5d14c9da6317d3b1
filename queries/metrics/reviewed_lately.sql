/*
title = "Reviewed within a month"
question = "Do we measure in months?"
page = "diagnosis"
formula = "live and in flight, and last reviewed at most 31 days before the unit's last list / live and in flight; a blank is not reviewed"
unit = "percent"
good = "up"
kind = "state"
census = true
needs = ["pilots.last_reviewed_on"]
rows = "review_rows"
*/
select
    cast(null as varchar) as period,
    business_unit,
    count(*) filter (where last_reviewed_on >= censored_on - cast(setting('review_days') as integer)) as numerator,
    count(*) as denominator,
from facts.initiatives
where is_live or is_in_flight
group by business_unit
