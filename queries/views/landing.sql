/*
title = "Where the year lands"
question = "Where do we land against the budget of the year?"
page = "spend"
formula = """
by the unit that pays, in the fiscal year of the last quarter shown: what was spent in quarters of which every month is \
reported, what is expected in the others, and nothing where neither is known; against the budget of those quarters. \
Unbudgeted: units without a budget in quarters for which others have one"""
unit = "money"
needs = ["spend.amount", "spend.basis"]
rows = "spend_rows"
*/
select
    business_unit,
    sum(landing) as landing,
    sum(from_forecast) as from_forecast,
    sum(landing) filter (where is_compared) as compared,
    sum(budget) filter (where is_compared) as budget,
    sum(on_budget) as on_budget,
    sum(unbudgeted) as unbudgeted,
    sum(variance) as variance,
    count(landing) as quarters,
    count(*) filter (where is_compared) as quarters_compared,
    count(*) filter (where landing is not null and variance is null) as quarters_not_judged,
    count(landing) || ' of 4' as quarters_known,
    sum(budget) as budget_of_the_year,
from facts.landings
where in_units(business_unit)
group by business_unit
having count(landing) + count(budget) > 0
order by abs(sum(variance)) desc nulls last, business_unit
