/*
title = "Planned, expected and spent"
question = "Do we spend what we planned?"
page = "spend"
formula = """
sums of the actual, budget and forecast rows by quarter, counted with the unit that pays; plans up to a year ahead. \
Beyond budget: on the budgets of units that have both, and unbudgeted, of units without one while others have one"""
unit = "money"
needs = ["spend.amount", "spend.basis"]
rows = "spend_rows"
n = "sheet_rows"
*/
select
    period,
    quarter_start,
    is_ahead,
    sum(actual) as actual,
    sum(budget) as budget,
    sum(forecast) as forecast,
    sum(actual) filter (where has_both) as budgeted_actual,
    sum(budget) filter (where has_both) as budgeted,
    sum(on_budget) as on_budget,
    sum(unbudgeted) as unbudgeted,
    sum(variance) as variance,
    count(*) filter (where is_not_reported) as units_not_reported,
    sum(sheet_rows) as sheet_rows,
from facts.budgets
where
    in_units(business_unit)
    and quarter_start >= cast(getvariable('since') as date)
    and quarter_start <= months_after(cast(getvariable('until') as date), 12)
group by all
order by quarter_start
