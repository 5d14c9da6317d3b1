/*
title = "Money in a currency without a rate"
question = "What is left out?"
page = "spend"
formula = "rows whose currency has no rate in their period: counted here, in no sum"
unit = "count"
n = "sheet_rows"
*/
with amounts as (
    select business_unit, currency, period, quarter_start, amount_written, amount, 'spend' as dataset
    from facts.spend
    where basis = 'actual'
    union all
    select business_unit, currency, period, quarter_start, amount_written, stated, 'benefits'
    from facts.benefits
    where coalesce(benefit_kind, '') <> 'qualitative'
)

select
    dataset,
    currency,
    period,
    business_unit,
    sum(amount_written) as amount_written,
    count(*) as sheet_rows,
from amounts
where amount is null and amount_written is not null and in_units(business_unit)
group by all
order by dataset, currency, period, business_unit
