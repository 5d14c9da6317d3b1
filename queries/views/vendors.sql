/*
title = "Whom we pay"
question = "How much depends on one vendor?"
page = "spend"
formula = "sum of actual amounts by vendor / all actual amounts; also over what was paid to a named vendor, largest first"
unit = "money"
needs = ["spend.vendor"]
rows = "spend_rows"
n = "sheet_rows"
*/
with paid as (
    select
        lower(trim(coalesce(vendor, ''))) as vendor_key,
        coalesce(nullif(min(trim(vendor)), ''), 'not named') as vendor,
        vendor_key <> '' as is_named,
        sum(amount) as amount,
        count(distinct business_unit) as units,
        count(amount) as sheet_rows,
    from facts.spend
    where basis = 'actual' and in_units(business_unit) and in_periods(quarter_start)
    group by vendor_key
)

select
    vendor,
    is_named,
    amount,
    amount / nullif(sum(amount) over (), 0) as share,
    case when is_named then amount / nullif(sum(amount) filter (where is_named) over (), 0) end as share_of_named,
    units,
    sheet_rows,
from paid
where amount is not null
order by not is_named, amount desc, vendor
