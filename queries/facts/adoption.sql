-- One tool in a unit in a period: its seats, who uses them, what the unused ones cost in the reporting currency.
-- A tool's first days are a grace period; a tool that the unit's first sheet already has is not new. Few people may stand
-- behind a month (`is_small`) where many do at the end of its quarter.
with dated as (
    select
        *,
        upper(trim(coalesce(currency, setting_text('reporting_currency')))) as currency_code,
        datediff('month', period_start, period_end) + 1 as months,
        min(period_start) over (partition by business_unit, lower(trim(tool))) as tool_since,
        min(period_start) over (partition by business_unit) as unit_since,
        max(period_end) over (partition by business_unit, lower(trim(tool))) as tool_until,
    from staging.adoption
),

priced as (
    select
        dated.*,
        dated.seat_price / case
            when dated.currency_code = setting_text('reporting_currency') then 1
            else rates.per_reporting_unit
        end as price,
        case
            when dated.active_users < dated.seats then dated.seats - dated.active_users
            when dated.active_users >= dated.seats then 0
        end as unused_seats,
        dated.tool_since > dated.unit_since
        and datediff('month', dated.tool_since, dated.period_start) * 30 < setting('grace_days') as in_grace,
    from dated
    left join facts.rates as rates
        on dated.currency_code = rates.currency
        and dated.period_start = rates.period_start
        and dated.period_end = rates.period_end
)

select
    row_key,
    part_id,
    version,
    sheet,
    source_row,
    business_unit,
    tool,
    vendor,
    period,
    quarter_start,
    quarter_end,
    period_start,
    period_end,
    months,
    headcount,
    seats,
    ever_active,
    active_users,
    habitual_users,
    power_users,
    workflows_redesigned,
    hours_saved,
    price as seat_price,
    seat_price as seat_price_written,
    currency_code as currency,
    unused_seats,
    unused_seats * price * months / 12 as shelfware,
    in_grace,
    renewal_on,
    owner,
    embedded,
    coalesce(
        is_small_group(coalesce(headcount, greatest(seats, ever_active, active_users, habitual_users, power_users))), false
    ) as is_small,
    period_end = tool_until and quarter_start = quarter_start(cast(getvariable('until') as date)) as is_latest,
from priced
