-- The fiscal quarters from the first thing known to `until`.
with first_days as (
    select min(period_start) as day from ledger.live_parts where dataset not in ('targets', 'rates')
)

select
    quarter_label(cast(day as date)) as period,
    cast(day as date) as quarter_start,
    quarter_end(cast(day as date)) as quarter_end,
from first_days, unnest(generate_series(
    cast(quarter_start(first_days.day) as timestamp), cast(getvariable('until') as timestamp), interval 3 month
)) as days(day)
