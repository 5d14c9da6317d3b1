/*
title = "Survival after handoff"
question = "Does it survive handoff?"
formula = "Kaplan-Meier share of vendor-built tools still in use by days since the vendor left, log-log band; replaced by another tool = censored"
unit = "percent"
needs = ["pilots.handoff_on", "deployments.active_users"]
rows = "handoffs"
note = "A loss is dated to the first day of the period that shows it; quarterly rows can be up to a quarter early."
*/
with handoffs as (
    select
        'handoff' as curve,
        nullif(days_at_entry, 0) as entered_days,
        days,
        case when is_event then 'event' when is_replaced then 'competing' else 'censored' end as outcome,
    from facts.survival
    where origin = 'handoff' and in_units(business_unit)
)

select
    day as days,
    at_risk,
    events,
    survival,
    survival_low as low,
    survival_high as high,
from survival('handoffs')
order by days
