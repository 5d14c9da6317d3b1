/*
title = "Initiatives below their planned benefit"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = """
claimed value, at 100 %, more than 5 % (materiality) below the planned yearly benefit x months live / initiatives with a planned benefit that \
have been live for a month or more, as far as their unit has reported"""
unit = "percent"
good = "down"
kind = "state"
interval = true
needs = ["pilots.planned_benefit", "pilots.stage", "deployments.benefit_amount | deployments.hours_saved"]
benchmarks = ["expectations_missed"]
rows = "initiative_money_rows"
note = "The quoted 67 % is a share of executives asked, another population: it stands beside and is never scored."
*/
select
    null as period,
    business_unit,
    count(*) filter (where is_below_plan) as numerator,
    count(*) as denominator,
from facts.initiative_plans
where is_judged
group by business_unit
