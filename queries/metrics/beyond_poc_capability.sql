/*
title = "Units that get beyond the proof"
question = "Which units turn pilots into value?"
page = "funnel"
formula = "units with an initiative that reached production and has evidenced value / units that started an initiative"
unit = "percent"
good = "up"
kind = "to_date"
census = true
needs = ["pilots.stage", "deployments.benefit_amount | deployments.hours_saved"]
benchmarks = ["beyond_poc"]
rows = "initiative_money_rows"
note = "The quoted share is of companies, not of units: it stands beside, and is never scored."
*/
select
    cast(null as varchar) as period,
    initiatives.business_unit,
    cast(coalesce(bool_or(initiatives.ever_production and money.evidenced > 0), false) as integer) as numerator,
    1 as denominator,
from facts.initiatives as initiatives
left join facts.initiative_money as money using (initiative_key)
where initiatives.ever_started
group by initiatives.business_unit
