/*
title = "Survival after handoff"
question = "Does it survive handoff?"
formula = "Kaplan-Meier share of vendor-built tools still in use by days since the vendor left, log-log band; replaced by another tool = censored"
unit = "percent"
needs = ["pilots.handoff_on", "deployments.active_users"]
rows = "handoffs"
note = "A loss is dated to the first and to the last day of the period that shows it: the truth lies between."
*/
with handoffs as (
    select
        -- the first and the last day of the period that shows a loss
        unnest(['first', 'last']) as curve,
        nullif(days_at_entry, 0) as entered_days,
        unnest([days, days_at_most]) as days,
        case when is_event then 'event' when is_replaced then 'competing' else 'censored' end as outcome,
    from facts.survival
    where origin = 'handoff' and peak_users is not null and in_units(business_unit)
)

select
    curve as dated_to,
    day as days,
    at_risk,
    events,
    survival,
    survival_low as low,
    survival_high as high,
from survival('handoffs')
order by dated_to, days
