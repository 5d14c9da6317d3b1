-- Currency rates by month, quarter and year: units of a currency for one of the reporting currency.
-- A month takes the rate of the shortest period that holds it; longer periods take the mean of their months that have one,
-- and name the others.
with monthly as (
    select
        upper(trim(currency)) as currency,
        cast(unnest(generate_series(
            cast(date_trunc('month', period_start) as timestamp), cast(period_end as timestamp), interval 1 month
        )) as date) as month_start,
        per_reporting_unit,
        period_end - period_start as length,
        version,
    from staging.rates
    where per_reporting_unit > 0
),

months as (
    select
        currency,
        month_start,
        arg_min(per_reporting_unit, (length, -version)) as per_reporting_unit,
    from monthly
    group by all
),

starts as (
    select
        currency,
        month_start,
        months_long,
        cast(month_start - to_months(step) as date) as period_start,
        per_reporting_unit,
    from months
    cross join unnest([1, 3, 12]) as grains(months_long)
    cross join unnest(range(months_long)) as steps(step)
)

select
    currency,
    period_start,
    cast(period_start + to_months(months_long) - to_days(1) as date) as period_end,
    avg(per_reporting_unit) as per_reporting_unit,
    array_to_string(
        list_transform(
            list_filter(
                list_transform(range(months_long), lambda step: cast(period_start + to_months(cast(step as integer)) as date)),
                lambda month: not list_contains(list(month_start), month)
            ),
            lambda month: strftime(month, '%B %Y')
        ),
        ', '
    ) as months_without_rate,
from starts
group by currency, period_start, months_long
