/*
title = "Live"
question = "How many initiatives are live?"
page = "funnel"
formula = "in production or scaled now / every initiative ever listed; a stock, not a conversion rate"
unit = "percent"
good = "up"
kind = "state"
census = true
needs = ["pilots.stage"]
rows = "initiative_rows"
*/
select
    cast(null as varchar) as period,
    business_unit,
    count(*) filter (where is_live) as numerator,
    count(*) as denominator,
from facts.initiatives
group by business_unit
