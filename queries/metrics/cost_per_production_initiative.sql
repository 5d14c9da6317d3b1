/*
title = "Cost of a production initiative"
question = "What does it cost to get one into production?"
page = "spend"
formula = "all actual spend from the beginning / initiatives that ever reached production"
unit = "money"
good = "down"
kind = "to_date"
needs = ["spend.amount", "pilots.stage"]
rows = "cost_rows"
*/
with spent as (
    select value_unit as business_unit, sum(amount) as spent
    from facts.spend
    where basis = 'actual'
    group by all
),

reached as (
    select business_unit, count(*) filter (where ever_production) as initiatives
    from facts.initiatives
    group by business_unit
)

select
    null as period,
    coalesce(spent.business_unit, reached.business_unit) as business_unit,
    coalesce(spent.spent, 0) as numerator,
    coalesce(reached.initiatives, 0) as denominator,
from spent
full join reached on spent.business_unit = reached.business_unit
