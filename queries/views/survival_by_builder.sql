/*
title = "Survival by who built it"
question = "Does what we put in production stay in use?"
page = "registry"
formula = "1 - the cumulative incidence (Aalen-Johansen) of being lost, by days since going live and by who built the tool as first listed, log-log band; replaced by another tool is a competing end, no loss"
unit = "percent"
needs = ["deployments.went_live_on", "deployments.active_users"]
rows = "tool_lives"
note = "A loss is dated to the first day on which it may have come (`first`) and to the last (`last`): the truth lies between."
*/
with lives as (
    select
        coalesce(first_built_by, 'not known') as built_by,
        nullif(days_at_entry, 0) as entered_days,
        days,
        days_at_most,
        case when is_event then 'event' when is_replaced then 'competing' else 'censored' end as outcome,
        maintained_by = 'nobody' and outcome = 'censored' as is_unmaintained,
    from facts.survival
    where origin = 'go_live' and peak_users is not null and in_units(business_unit)
),

counted as (
    select
        built_by,
        count(*) as tools,
        count(*) filter (outcome = 'event') as lost,
        count(*) filter (outcome = 'competing') as were_replaced,
        count(*) filter (is_unmaintained) as unmaintained,
    from lives
    group by built_by
),

spells as (
    select
        built_by || '/' || unnest(['first', 'last']) as curve,
        entered_days,
        unnest([days, days_at_most]) as days,
        outcome,
    from lives
)

select
    counted.built_by,
    split_part(found.curve, '/', 2) as dated_to,
    found.day as days,
    found.at_risk,
    found.events,
    found.competing,
    1 - found.incidence as survival,
    1 - found.incidence_high as low,
    1 - found.incidence_low as high,
    found.competing_incidence as replaced,
    counted.tools,
    counted.lost,
    wilson_low(counted.lost, counted.tools) as lost_low,
    wilson_high(counted.lost, counted.tools) as lost_high,
    counted.were_replaced,
    counted.unmaintained,
from survival('spells') as found
inner join counted on split_part(found.curve, '/', 1) = counted.built_by
order by counted.tools desc, counted.built_by, dated_to, found.day
