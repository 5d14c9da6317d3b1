/*
title = "Same tool, different outcome"
question = "Does the tool make the difference, or the unit?"
page = "adoption"
formula = "for tools in 3 units or more: in each unit habitual / active users in the last period; value = risk-adjusted value of the tool's own rows in the last four quarters / the seats paid for in them, for a year; beside them what differs: whether the tool is inside what people already use, the gap that binds, whether anyone in the unit was trained, the unit's redesigned workflows"
needs = ["adoption.tool", "adoption.active_users"]
rows = "adoption_rows"
*/
with used as (
    select
        *,
        count(*) over (partition by tool_key) as units_with_it,
        any_value(tool) over (partition by tool_key) as tool_name,
    from facts.tool_use
    where is_latest and is_main_grain and active_users is not null
),

seated as (
    -- a tool's row is a quarter of a year's seats
    select
        business_unit,
        tool_key,
        sum(seats) / 4 as seat_years,
    from facts.tool_use
    where period_end > months_before(cast(getvariable('until') as date), 12)
    group by all
),

valued as (
    select
        business_unit,
        lower(trim(tool)) as tool_key,
        sum(risk_adjusted) as risk_adjusted,
    from facts.benefits
    where is_counted and period_end > months_before(cast(getvariable('until') as date), 12)
    group by all
),

binding as (
    select business_unit, question
    from facts.gaps
    where is_binding
),

trained as (
    select business_unit, sum(trained) as trained
    from facts.training
    group by business_unit
)

select
    used.tool_name as tool,
    used.business_unit,
    case when not used.is_hidden then used.active_users end as active_users,
    case when not used.is_hidden then used.habitual_users end as habitual_users,
    case when not used.is_hidden then used.habitual_users / nullif(used.active_users, 0) end as habitual_share,
    case when not used.is_hidden then valued.risk_adjusted / nullif(seated.seat_years, 0) end as value_per_seat,
    used.embedded,
    binding.question as binding_gap,
    coalesce(trained.trained > 0, false) as is_trained,
    used.workflows_redesigned,
    used.units_with_it,
    used.is_hidden,
    case when used.is_hidden then 'hidden: too few people' end as remark,
from used
left join seated using (business_unit, tool_key)
left join valued using (business_unit, tool_key)
left join binding using (business_unit)
left join trained using (business_unit)
where used.units_with_it >= 3 and in_units(used.business_unit)
order by used.units_with_it desc, used.tool_name, habitual_share desc nulls last, used.business_unit
