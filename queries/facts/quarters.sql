-- The fiscal quarters from the first thing known to `until`.
with known as (
    select min(quarter_start(period_end)) as first_quarter
    from ledger.live_parts
    where dataset not in ('targets', 'rates', 'units')
),

starts as (
    select
        cast(
            unnest(generate_series(
                cast(first_quarter as timestamp), cast(getvariable('until') as timestamp), interval 3 month
            )) as date
        ) as quarter_start,
    from known
)

select
    quarter_label(quarter_start) as period,
    quarter_start,
    quarter_end(quarter_start) as quarter_end,
from starts
