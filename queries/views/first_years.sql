/*
title = "The first year of each initiative"
question = "What does it cost to get one into production, and how much of it is data?"
page = "spend"
formula = """
the first four quarters of spend from the first amount on; of it data, governance and access controls; a first year \
that is not over is marked"""
unit = "money"
needs = ["spend.initiative_id", "pilots.stage"]
benchmarks = ["motion_cost", "data_share"]
rows = "cost_rows"
*/
select
    initiatives.initiative_id,
    initiatives.name,
    initiatives.business_unit,
    initiatives.stage,
    initiatives.ever_production,
    money.first_spend_on,
    coalesce(money.is_first_year_over, false) as is_over,
    money.first_year_spent,
    money.first_year_data_spent,
    money.first_year_data_spent / case when money.first_year_spent > 0 then money.first_year_spent end as data_share,
from facts.initiative_money as money
inner join facts.initiatives as initiatives using (initiative_key)
where money.first_year_spent is not null and in_units(initiatives.business_unit)
order by initiatives.business_unit, money.first_year_spent desc, initiatives.initiative_id
