/*
title = "Spend beyond budget"
question = "Do we spend what we planned?"
page = "spend"
formula = """
actual - budget, in the quarters for which a unit handed in both; below zero = under budget"""
unit = "money"
good = "none"
kind = "flow"
needs = ["spend.amount", "spend.basis"]
rows = "spend_rows"
*/
with by_quarter as (
    select
        period,
        business_unit,
        sum(amount) filter (where basis = 'actual') as actual,
        sum(amount) filter (where basis = 'budget') as budget,
    from facts.spend
    where period_end <= getvariable('until')
    group by all
)

select
    period,
    business_unit,
    actual - budget as numerator,
    null as denominator,
from by_quarter
where actual is not null and budget is not null
