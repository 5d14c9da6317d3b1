/*
title = "Data cost against its budget"
question = "Do we underestimate what data costs?"
page = "spend"
formula = """
actual data spend / budgeted data spend, from a unit's first data budget on, in the quarters for which it handed in \
what it spent"""
unit = "multiple"
good = "down"
kind = "flow"
needs = ["spend.amount", "spend.basis"]
benchmarks = ["data_underestimate"]
rows = "spend_rows"
*/
with by_quarter as (
    select
        period,
        business_unit,
        quarter_start,
        sum(amount) filter (where basis = 'actual') as actual,
        sum(amount) filter (where basis = 'budget') as budget,
    from facts.spend
    where category = 'data' and period_end <= getvariable('until')
    group by all
),

reported as (
    select distinct business_unit, quarter_start
    from facts.spend
    where basis = 'actual'
),

budgeted as (
    select business_unit, min(quarter_start) as first_quarter
    from by_quarter
    where budget is not null
    group by business_unit
)

select
    by_quarter.period,
    by_quarter.business_unit,
    coalesce(by_quarter.actual, 0) as numerator,
    coalesce(by_quarter.budget, 0) as denominator,
from by_quarter
inner join reported using (business_unit, quarter_start)
inner join budgeted
    on by_quarter.business_unit = budgeted.business_unit and by_quarter.quarter_start >= budgeted.first_quarter
