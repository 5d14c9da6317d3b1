/*
title = "What was paid in which currency"
question = "Which rates do these figures rest on?"
page = "spend"
formula = """
actual amounts as written, by currency and quarter; the rate is what was written / what it counts as in the reporting \
currency; without a rate in its period an amount counts in no sum"""
unit = "money"
needs = ["spend.amount"]
rows = "spend_rows"
n = "sheet_rows"
*/
with paid as (
    select
        currency,
        period as quarter_period,
        quarter_start,
        currency = setting_text('reporting_currency') as is_reporting,
        sum(amount_written) as written,
        sum(amount_written) filter (where amount is not null) / nullif(sum(amount), 0) as rate,
        sum(amount) as amount,
        count(*) as sheet_rows,
        count(*) filter (where amount is null and amount_written is not null) as rows_without_rate,
        sum(amount_written) filter (where amount is null) as written_without_rate,
    from facts.spend
    where basis = 'actual' and in_units(business_unit) and in_periods(quarter_start)
    group by all
)

select
    *,
    format('{:.4f}', rate) as rate_written,
from paid
order by is_reporting, currency, quarter_start desc
