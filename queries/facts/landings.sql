-- Where each unit that pays lands in each quarter of the fiscal year of `until`: what was spent if all months of the quarter
-- are reported, else what is expected of it, else it is missing: never zero, never the budget. Months that are reported
-- take their actual, where a forecast covers only the others. Held against a budget as the variance is.
with months as (
    select
        *,
        cast(unnest(generate_series(
            cast(date_trunc('month', greatest(period_start, quarter_start)) as timestamp),
            cast(period_end as timestamp),
            interval 1 month
        )) as date) as month_start,
    from facts.spend
    where amount_written is not null and basis in ('actual', 'forecast')
),

covered as (
    select
        business_unit,
        quarter_start,
        count(distinct month_start) filter (where basis = 'actual') as actual_months,
        count(distinct month_start) filter (where basis = 'forecast') as forecast_months,
        count(distinct month_start) as known_months,
    from months
    group by all
),

landed as (
    select
        budgets.* exclude (on_budget, unbudgeted, variance),
        case
            when covered.actual_months = 3 then budgets.actual
            when covered.forecast_months = 3 then budgets.forecast
            when covered.known_months = 3 and covered.actual_months + covered.forecast_months = 3
                then budgets.actual + budgets.forecast
        end as landing,
        case
            when covered.actual_months = 3 then 0
            when landing is not null then budgets.forecast
        end as from_forecast,
    from facts.budgets as budgets
    left join covered
        on budgets.business_unit = covered.business_unit and budgets.quarter_start = covered.quarter_start
)

select
    business_unit,
    period,
    quarter_start,
    budget,
    landing,
    from_forecast,
    landing is not null and budget is not null as is_compared,
    case when is_compared then landing - budget end as on_budget,
    case when is_judged and not has_budget then landing end as unbudgeted,
    coalesce(on_budget, unbudgeted) as variance,
from landed
where
    quarter_start > fiscal_year_end(getvariable('until')) - interval 1 year
    and quarter_start <= fiscal_year_end(getvariable('until'))
