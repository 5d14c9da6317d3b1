/*
title = "Spend at constant exchange rates"
question = "Do we spend more, or did exchange rates move?"
page = "spend"
formula = """
change of actual spend from the quarter before to the last one, by currency, of the units that reported both. Volume: what was \
paid more, at the rate of before; rates: what is paid now x (its rate now - its rate before). A currency that had no rate \
before is all volume; without a rate now it is no money, and named"""
unit = "money"
needs = ["spend.amount"]
rows = "spend_rows"
*/
with paid as (
    select
        *,
        quarter_start = quarter_start(getvariable('until')) as is_now,
    from facts.spend
    where
        basis = 'actual'
        and amount_written is not null
        and in_units(business_unit)
        and quarter_start between cast(quarter_start(getvariable('until')) - to_months(3) as date)
        and quarter_start(getvariable('until'))
),

units as (
    select
        business_unit,
        bool_or(is_now) and bool_or(not is_now) as is_in_both,
    from paid
    group by business_unit
),

by_currency as (
    select
        paid.currency,
        paid.currency = setting_text('reporting_currency') as is_reporting,
        coalesce(sum(paid.amount_written) filter (where paid.is_now and paid.amount is not null), 0) as written,
        coalesce(sum(paid.amount) filter (where paid.is_now), 0) as amount,
        coalesce(sum(paid.amount_written) filter (where not paid.is_now and paid.amount is not null), 0) as written_before,
        coalesce(sum(paid.amount) filter (where not paid.is_now), 0) as amount_before,
        sum(paid.amount_written) filter (where paid.is_now and paid.amount is null) as written_without_rate,
    from paid
    inner join units on paid.business_unit = units.business_unit and units.is_in_both
    group by paid.currency
),

rated as (
    select
        by_currency.*,
        -- the rate that the amounts were counted at; where nothing was paid, the quarter's
        case
            when by_currency.is_reporting then 1
            when written_before * amount_before > 0 then written_before / amount_before
            else before.per_reporting_unit
        end as rate_before,
        case
            when by_currency.is_reporting then 1
            when written * amount > 0 then written / amount
            else now.per_reporting_unit
        end as rate_now,
    from by_currency
    left join facts.rates as before
        on by_currency.currency = before.currency
        and before.period_start = cast(quarter_start(getvariable('until')) - to_months(3) as date)
        and before.period_end = cast(quarter_start(getvariable('until')) - to_days(1) as date)
    left join facts.rates as now
        on by_currency.currency = now.currency
        and now.period_start = quarter_start(getvariable('until'))
        and now.period_end = quarter_end(getvariable('until'))
)

select
    currency,
    is_reporting,
    quarter_label(cast(quarter_start(getvariable('until')) - to_days(1) as date)) as before_period,
    quarter_label(getvariable('until')) as now_period,
    amount_before,
    amount,
    amount - amount_before as change,
    case when rate_before is null then amount - amount_before else written / rate_before - amount_before end as volume,
    amount - amount_before - volume as rates,
    rate_before,
    rate_now,
    format('{:.4f}', rate_before) as rate_before_written,
    format('{:.4f}', rate_now) as rate_now_written,
    written_without_rate,
    (
        select string_agg(business_unit, ', ' order by business_unit)
        from units
        where not is_in_both
    ) as units_left_out,
from rated
order by is_reporting, currency
