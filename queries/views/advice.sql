/*
title = "Advice, and what became of it"
question = "Which advice did we buy that nobody carried out?"
page = "spend"
formula = """
each contract by unit, vendor and delivery date (without one: since it was first paid for): complete months since, what it \
cost, and whether an initiative it is linked to went past pilot; not known where there is no list of initiatives"""
unit = "money"
needs = ["spend.amount", "spend.category"]
benchmarks = ["deck_age"]
rows = "cost_rows"
n = "sheet_rows"
*/
select
    business_unit,
    vendor,
    delivered_on,
    is_dated_by_period,
    months,
    cost,
    is_old,
    initiatives,
    is_taken_up,
    case
        when is_taken_up then 'taken up'
        when is_taken_up is null then 'not known'
        when initiatives > 0 then 'linked, none past pilot'
        else 'linked to nothing'
    end as became,
    len(spend_rows) as sheet_rows,
from facts.advice
where in_units(business_unit)
order by coalesce(is_taken_up, false), months desc, cost desc, business_unit
