/*
title = "Users of every live tool over time"
question = "Does what is live stay in use?"
page = "registry"
formula = "each live tool's active users in each period its last rows are made of (months or quarters, never mixed)"
needs = ["deployments.active_users"]
rows = "deployment_rows"
note = "Groups of fewer people than may be shown are left out of the line."
*/
with counted as (
    select
        tools.deployment_key,
        tools.deployment_id,
        tools.name,
        tools.business_unit,
        usage.period_end,
        usage.active_users as users,
        is_small_group(usage.active_users) as is_small,
        tools.intended_users,
        last_value(usage.is_monthly) over whole as is_monthly_now,
        usage.is_monthly,
        usage.quarter_start,
    from facts.deployments as tools
    inner join facts.usage as usage using (deployment_key)
    where tools.is_live and usage.active_users is not null
    window whole as (
        partition by tools.deployment_key
        order by usage.period_end
        rows between unbounded preceding and unbounded following
    )
)

select
    deployment_id,
    name,
    business_unit,
    period_end,
    case when not is_small then users end as users,
    is_small as is_hidden,
    case when not is_small_group(intended_users) then intended_users end as intended_users,
    is_monthly,
from counted
where
    is_monthly = is_monthly_now
    and in_units(business_unit)
    and in_periods(quarter_start)
order by business_unit, name, deployment_id, period_end
