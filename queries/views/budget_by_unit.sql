/*
title = "Each unit against its budget"
question = "Do we spend what we planned?"
page = "spend"
formula = """
actual - budget of the unit that pays, over the quarters for which it has both; what it spent without a budget in \
quarters for which others have one is unbudgeted; the variance is both; what is budgeted or expected for the year ahead \
stands beside"""
unit = "money"
needs = ["spend.amount", "spend.basis"]
rows = "spend_rows"
*/
select
    business_unit,
    sum(actual) filter (where has_both) as actual,
    sum(budget) filter (where has_both) as budget,
    sum(on_budget) as on_budget,
    sum(on_budget) / nullif(sum(budget) filter (where has_both), 0) as on_budget_share,
    sum(unbudgeted) as unbudgeted,
    sum(variance) as variance,
    count(*) filter (where has_both) as quarters,
    count(*) filter (where is_not_reported) as quarters_not_reported,
    count(*) filter (where actual is not null and not is_judged) as quarters_not_judged,
    sum(budget) filter (where is_ahead) as budget_ahead,
    sum(forecast) filter (where is_ahead) as forecast_ahead,
from facts.budgets
where
    in_units(business_unit)
    and quarter_start >= cast(getvariable('since') as date)
    and quarter_start <= months_after(cast(getvariable('until') as date), 12)
group by business_unit
having count(*) filter (where has_budget or forecast is not null or unbudgeted is not null) > 0
order by abs(sum(variance)) desc nulls last, business_unit
