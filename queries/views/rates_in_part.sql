/*
title = "Rates that hold for a part of a period"
question = "Which rates do these figures rest on?"
page = "spend"
formula = """
actual amounts of periods of which some months have no rate: the mean of the months that have one is used for all"""
unit = "money"
needs = ["spend.amount"]
rows = "spend_rows"
n = "sheet_rows"
*/
select
    spend.currency,
    spend.period as quarter_period,
    spend.quarter_start,
    rates.months_without_rate,
    sum(spend.amount_written) as written,
    sum(spend.amount) as amount,
    count(*) as sheet_rows,
from facts.spend as spend
inner join facts.rates as rates
    on spend.currency = rates.currency
    and spend.period_start = rates.period_start
    and spend.period_end = rates.period_end
where
    spend.basis = 'actual'
    and spend.amount is not null
    and spend.currency <> setting_text('reporting_currency')
    and rates.months_without_rate <> ''
    and in_units(spend.business_unit)
    and in_periods(spend.quarter_start)
group by all
order by spend.currency, spend.quarter_start desc, rates.months_without_rate
