/*
title = "Data and governance share of the first year"
question = "Where does the money go, and what does it buy?"
page = "spend"
formula = """
(data + governance + access controls) / total of each initiative's first four quarters of spend; initiatives whose \
first year is over"""
unit = "percent"
good = "up"
kind = "to_date"
needs = ["spend.initiative_id", "pilots.initiative_id"]
benchmarks = ["data_share"]
rows = "cost_rows"
*/
select
    null as period,
    business_unit,
    sum(first_year_data_spent) as numerator,
    sum(first_year_spent) as denominator,
from facts.initiative_money
where is_first_year_over
group by all
