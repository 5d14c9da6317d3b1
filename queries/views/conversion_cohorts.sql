/*
title = "Production by start quarter"
question = "Do later pilots reach production more often, or faster?"
page = "funnel"
formula = "in production within 180 and 365 days of the start / started in the quarter, of units whose last list is old enough; those that started before the unit's first list apart (the ones that had stopped by then were never listed)"
n = "started"
benchmarks = ["poc_to_prod_40", "pilot_to_prod_53"]
needs = ["pilots.started_on"]
rows = "readiness_rows"
*/
with started as (
    select
        start_quarter as period,
        cohort_end,
        is_survivor_cohort,
        cohort_end + 180 <= unit_last_list_on as is_180_days_old,
        cohort_end + 365 <= unit_last_list_on as is_365_days_old,
        outcome = 'event' and days <= 180 as by_180,
        outcome = 'event' and days <= 365 as by_365,
        outcome = 'event' as ever,
    from facts.conversions
    where left_out is null and in_units(business_unit) and in_periods(quarter_start(started_on))
),

counted as (
    select
        period,
        cohort_end,
        count(*) as started,
        count(*) filter (where not is_survivor_cohort) as watched,
        count(*) filter (where is_survivor_cohort) as survivors,
        count(*) filter (where is_survivor_cohort and by_365) as survivors_by_365,
        count(*) filter (where not is_survivor_cohort and is_180_days_old) as old_enough_180,
        count(*) filter (where not is_survivor_cohort and is_180_days_old and by_180) as reached_180,
        count(*) filter (where not is_survivor_cohort and is_365_days_old) as old_enough_365,
        count(*) filter (where not is_survivor_cohort and is_365_days_old and by_365) as reached_365,
        count(*) filter (where not is_survivor_cohort and ever) as reached_so_far,
    from started
    group by period, cohort_end
)

select
    *,
    reached_180 / nullif(old_enough_180, 0) as share_180,
    wilson_low(reached_180, old_enough_180) as low_180,
    wilson_high(reached_180, old_enough_180) as high_180,
    reached_365 / nullif(old_enough_365, 0) as share_365,
    wilson_low(reached_365, old_enough_365) as low_365,
    wilson_high(reached_365, old_enough_365) as high_365,
    case
        when watched = 0 then 'survivors'
        when old_enough_365 = 0 then 'too_young'
        when old_enough_365 < setting('minimum_n') then 'few'
        else 'ok'
    end as state,
from counted
order by cohort_end
