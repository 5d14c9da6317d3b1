/*
title = "Spend by what it buys"
question = "Where does the money go, and what does it buy?"
page = "spend"
formula = """
sum of actual amounts by quarter and purpose: access, advice, training, governance, building, change, running, other"""
unit = "money"
needs = ["spend.amount"]
rows = "spend_rows"
n = "sheet_rows"
*/
select
    period,
    quarter_start,
    purpose,
    sum(amount) as amount,
    count(*) as sheet_rows,
from facts.spend
where basis = 'actual' and amount is not null and in_units(business_unit) and in_periods(quarter_start)
group by all
order by quarter_start, purpose
