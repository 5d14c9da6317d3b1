/*
title = "Whom we pay"
question = "How much depends on one vendor?"
formula = "sum of actual amounts by vendor / all actual amounts"
unit = "money"
needs = ["spend.vendor"]
rows = "spend_rows"
*/
with paid as (
    select
        coalesce(nullif(trim(vendor), ''), 'not named') as vendor,
        sum(amount) as amount,
        count(distinct business_unit) as units,
    from facts.spend
    where basis = 'actual' and in_units(business_unit) and in_periods(quarter_start)
    group by all
)

select
    vendor,
    amount,
    amount / nullif(sum(amount) over (), 0) as share,
    units,
from paid
where amount is not null
order by vendor = 'not named', amount desc, vendor
