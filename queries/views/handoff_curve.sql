/*
title = "Survival after handoff"
question = "Does it survive handoff?"
page = "registry"
formula = "1 - the cumulative incidence (Aalen-Johansen) of being lost, of vendor-built tools, by days since the vendor left, log-log band; replaced by another tool is a competing end, no loss"
unit = "percent"
needs = ["pilots.handoff_on", "deployments.active_users"]
rows = "handoffs"
note = "A loss is dated to the first day on which it may have come (`first`) and to the last (`last`): the truth lies between."
*/
with spells as (
    select
        -- the first and the last day on which a loss may have come
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
    competing,
    1 - incidence as survival,
    1 - incidence_high as low,
    1 - incidence_low as high,
    competing_incidence as replaced,
from survival('spells')
order by dated_to, days
