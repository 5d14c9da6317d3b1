/*
title = "First year's cost of a production initiative"
question = "What does it cost to get one into production?"
page = "spend"
formula = """
spend of the first four quarters of initiatives that ever reached production / those initiatives, where the first \
year is over"""
unit = "money"
good = "down"
kind = "to_date"
needs = ["spend.initiative_id", "pilots.stage"]
benchmarks = ["motion_cost"]
rows = "cost_rows"
*/
select
    null as period,
    initiatives.business_unit,
    sum(money.first_year_spent) as numerator,
    count(money.first_year_spent) as denominator,
from facts.initiatives as initiatives
inner join facts.initiative_money as money using (initiative_key)
where initiatives.ever_production and money.is_first_year_over
group by initiatives.business_unit
