/*
title = "Spend per active use case"
question = "How thinly is the money spread?"
page = "funnel"
formula = "all actual spend of the last four quarters / use cases that are pilot to scaled now; linked spend counts with the initiative's unit"
unit = "money"
good = "none"
kind = "state"
needs = ["spend.amount", "pilots.stage"]
rows = "cost_rows"
*/
with spent as (
    select
        value_unit as business_unit,
        sum(amount) as spent,
    from facts.spend
    where basis = 'actual' and quarter_end > cast(quarter_start(getvariable('until')) - to_months(9) as date)
    group by all
),

active as (
    select
        business_unit,
        count(*) filter (where is_in_flight or is_live) as initiatives,
    from facts.initiatives
    group by business_unit
)

select
    cast(null as varchar) as period,
    coalesce(spent.business_unit, active.business_unit) as business_unit,
    coalesce(spent.spent, 0) as numerator,
    coalesce(active.initiatives, 0) as denominator,
from spent
full join active on spent.business_unit = active.business_unit
