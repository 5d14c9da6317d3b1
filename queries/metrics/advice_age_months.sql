/*
title = "Age of advice nobody took up"
question = "Which advice did we buy that nobody carried out?"
page = "spend"
formula = """
complete months since the oldest advice was delivered (without a date: since the period it was first paid in), of the advice \
that is linked to no initiative that went past pilot; the oldest of a unit, and the oldest of all units shown"""
unit = "months"
good = "down"
kind = "state"
additive = false
needs = ["spend.amount", "spend.category", "pilots.stage"]
benchmarks = ["deck_age"]
rows = "cost_rows"
note = "The oldest, not a mean: an average age falls whenever new advice is bought."
*/
with waiting as (
    select business_unit, max(months) as months
    from facts.advice
    where not is_taken_up
    group by business_unit
)

select
    null as period,
    business_unit,
    months as numerator,
    null as denominator,
from waiting
union all
select
    null,
    null,
    max(months),
    null,
from waiting
where in_units(business_unit)
having count(*) > 0
