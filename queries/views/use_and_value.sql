/*
title = "Use, and what came of it"
question = "Does use lead to anything?"
page = "adoption"
formula = "of each unit: habitual / active users and redesigned workflows in the last period, evidenced value from the beginning; adoption without impact = a habitual share of at least the level-2 gate, no evidenced value and no workflow redesigned; share_of_value = the unit's part of all evidenced value shown; gini over the units shown, uncorrected for their number, 0 = equal, near 1 = one has it all"
needs = ["adoption.habitual_users", "adoption.active_users", "deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "adoption_rows"
*/
with used as (
    select
        business_unit,
        sum(habitual_users) filter (not is_hidden and active_users is not null) as habitual_users,
        sum(active_users) filter (not is_hidden and habitual_users is not null) as active_users,
        sum(workflows_redesigned) as workflows_redesigned,
        bool_or(is_hidden) as is_hidden,
    from facts.tool_use
    where is_latest and is_main_grain
    group by business_unit
),

valued as (
    select
        business_unit,
        sum(evidenced) as evidenced,
        sum(claimed) as claimed,
    from facts.benefits
    where is_counted
    group by business_unit
),

joined as (
    select
        coalesce(used.business_unit, valued.business_unit) as unit,
        used.habitual_users,
        used.active_users,
        used.habitual_users / nullif(used.active_users, 0) as habitual_share,
        used.workflows_redesigned,
        coalesce(used.is_hidden, false) as is_hidden,
        coalesce(valued.evidenced, 0) as evidenced,
        coalesce(valued.claimed, 0) as claimed,
    from used
    full join valued using (business_unit)
),

shown as (
    select
        *,
        sum(greatest(0, evidenced)) over () as every_evidenced,
        row_number() over (order by evidenced, unit) as place,
        count(*) over () as units,
    from joined
    where in_units(unit)
)

select
    unit as business_unit,
    habitual_users,
    active_users,
    habitual_share,
    workflows_redesigned,
    is_hidden,
    evidenced,
    claimed,
    greatest(0, evidenced) / nullif(every_evidenced, 0) as share_of_value,
    (select 2 * sum(place * greatest(0, evidenced)) / nullif(any_value(units) * any_value(every_evidenced), 0)
        - (any_value(units) + 1) / any_value(units) from shown) as gini,
    habitual_share >= setting('gate_habitual_share')
    and evidenced <= 0
    and coalesce(workflows_redesigned, 0) = 0 as is_without_impact,
    evidenced <= 0 and active_users > 0 as is_unevidenced,
from shown
order by evidenced desc, unit
