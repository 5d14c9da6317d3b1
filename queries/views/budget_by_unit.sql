/*
title = "Each unit against its budget"
question = "Do we spend what we planned?"
page = "spend"
formula = """
actual - budget of the unit that pays, over the quarters for which it handed in both; what is budgeted or expected \
for the year ahead stands beside"""
unit = "money"
needs = ["spend.amount", "spend.basis"]
rows = "spend_rows"
*/
with by_quarter as (
    select
        business_unit,
        quarter_start,
        quarter_start > getvariable('until') as is_ahead,
        sum(amount) filter (where basis = 'actual') as actual,
        sum(amount) filter (where basis = 'budget') as budget,
        sum(amount) filter (where basis = 'forecast') as forecast,
        actual is not null and budget is not null as has_both,
    from facts.spend
    where
        in_units(business_unit)
        and quarter_start >= cast(getvariable('since') as date)
        and quarter_start <= cast(getvariable('until') as date) + interval 12 month
    group by all
)

select
    business_unit,
    sum(actual) filter (where has_both) as actual,
    sum(budget) filter (where has_both) as budget,
    sum(actual - budget) filter (where has_both) as variance,
    sum(actual - budget) filter (where has_both) / nullif(sum(budget) filter (where has_both), 0) as variance_share,
    count(*) filter (where has_both) as quarters,
    count(*) filter (where budget is not null and actual is null and not is_ahead) as quarters_not_reported,
    sum(budget) filter (where is_ahead) as budget_ahead,
    sum(forecast) filter (where is_ahead) as forecast_ahead,
from by_quarter
group by business_unit
having count(*) filter (where budget is not null or forecast is not null) > 0
order by abs(variance) desc nulls last, business_unit
