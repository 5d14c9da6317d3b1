/*
title = "Planned, expected and spent"
question = "Do we spend what we planned?"
page = "spend"
formula = """
sums of the actual, budget and forecast rows by quarter, counted with the unit that pays; plans up to a year ahead"""
unit = "money"
needs = ["spend.amount", "spend.basis"]
rows = "spend_rows"
n = "sheet_rows"
*/
select
    period,
    quarter_start,
    quarter_start > getvariable('until') as is_ahead,
    sum(amount) filter (where basis = 'actual') as actual,
    sum(amount) filter (where basis = 'budget') as budget,
    sum(amount) filter (where basis = 'forecast') as forecast,
    count(amount) as sheet_rows,
from facts.spend
where
    in_units(business_unit)
    and quarter_start >= cast(getvariable('since') as date)
    and quarter_start <= cast(getvariable('until') as date) + interval 12 month
group by all
order by quarter_start
