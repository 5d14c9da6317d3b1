/*
title = "Lost within a month, a quarter, half a year, a year"
question = "Does it survive handoff?"
page = "registry"
formula = """
tools lost within so many days of handoff, and of going live / tools followed that long from the first day and not \
replaced before; surely: even if they were lost on the last day of the period that shows it; at most: if right after the last sign of life"""
needs = ["deployments.active_users", "pilots.handoff_on | deployments.went_live_on"]
rows = "tool_lives"
note = "30 days are judged only by tools with monthly rows: a row for a quarter does not say in which month users left."
*/
with windows as (
    select distinct unnest([30, cast(setting('handoff_days') as integer), 180, 365]) as within_days
),

followed as (
    select
        lives.origin,
        windows.within_days,
        lives.is_event and lives.days_at_most <= windows.within_days as is_surely_lost,
        lives.is_event and lives.days <= windows.within_days as is_perhaps_lost,
    from facts.survival as lives
    cross join windows
    where
        in_units(lives.business_unit)
        and lives.peak_users is not null
        and lives.entered_on = lives.origin_on
        and datediff('day', lives.origin_on, lives.censored_on) >= windows.within_days
        and not (lives.is_replaced and lives.days <= windows.within_days)
        and (lives.is_monthly or windows.within_days >= 90)
)

select
    origin,
    within_days,
    count(*) as tools,
    count(*) filter (is_surely_lost) as lost_surely,
    count(*) filter (is_perhaps_lost) as lost_at_most,
    wilson_low(lost_surely, tools) as low,
    wilson_high(lost_at_most, tools) as high,
from followed
group by origin, within_days
order by origin desc, within_days
