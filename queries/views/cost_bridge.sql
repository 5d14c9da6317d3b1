/*
title = "From what was spent to what it cost"
question = "Why is the cost of a unit not what it spent?"
page = "spend"
formula = """
from the beginning, by unit: paid, - refunded, - what it paid for initiatives of other units, + what others paid for its own, \
+ running costs that the spend sheet leaves out = cost; rows without a rate are in neither, and counted"""
unit = "money"
needs = ["spend.amount"]
rows = "cost_rows"
*/
with paid as (
    select
        business_unit,
        sum(amount) filter (where amount > 0) as paid,
        -sum(amount) filter (where amount < 0) as refunded,
        sum(amount) filter (where value_unit <> business_unit) as paid_for_others,
        count(*) filter (where amount is null and amount_written is not null) as rows_without_rate,
    from facts.spend
    where basis = 'actual'
    group by business_unit
),

paid_by_others as (
    select
        value_unit as business_unit,
        sum(amount) as paid_by_others,
    from facts.spend
    where basis = 'actual' and value_unit <> business_unit
    group by value_unit
),

costs as (
    select
        business_unit,
        sum(run_cost) as run_cost,
        sum(cost) as cost,
    from facts.money_by_quarter
    group by business_unit
)

select
    business_unit,
    coalesce(paid.paid, 0) as paid,
    coalesce(paid.refunded, 0) as refunded,
    coalesce(paid.paid, 0) - coalesce(paid.refunded, 0) as spent,
    coalesce(paid.paid_for_others, 0) as paid_for_others,
    coalesce(paid_by_others.paid_by_others, 0) as paid_by_others,
    coalesce(costs.run_cost, 0) as run_cost,
    coalesce(costs.cost, 0) as cost,
    coalesce(paid.rows_without_rate, 0) as rows_without_rate,
from costs
full join paid using (business_unit)
left join paid_by_others using (business_unit)
where in_units(business_unit)
order by cost desc, business_unit
