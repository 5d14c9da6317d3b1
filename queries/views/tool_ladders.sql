/*
title = "From access to habit, tool by tool"
question = "Access or ability?"
page = "adoption"
formula = "of each tool in each unit: the people it is meant for, seats, who ever used it, who uses it, who has a habit, who leans on it, in the last period; tried and left = ever active - active; active_share = active / meant for; habitual_share = habitual / active. Hidden: a tool that stands for fewer than 5 people in a unit, with enough others of the unit"
needs = ["adoption.active_users | adoption.seats"]
rows = "adoption_rows"
*/
select
    business_unit,
    tool,
    vendor,
    period,
    months,
    case when not is_hidden then headcount end as headcount,
    case when not is_hidden then seats end as seats,
    case when not is_hidden then ever_active end as ever_active,
    case when not is_hidden then active_users end as active_users,
    case when not is_hidden then habitual_users end as habitual_users,
    case when not is_hidden then power_users end as power_users,
    case when not is_hidden and ever_active >= active_users then ever_active - active_users end as tried_and_left,
    case when not is_hidden then active_users / nullif(headcount, 0) end as active_share,
    case when not is_hidden then habitual_users / nullif(active_users, 0) end as habitual_share,
    workflows_redesigned,
    embedded,
    in_grace,
    is_main_grain,
    is_hidden,
    case
        when is_hidden then 'hidden: too few people'
        when not is_main_grain then 'use over another length of time'
        when in_grace then 'first quarter'
    end as remark,
from facts.tool_use
where is_latest and in_units(business_unit)
order by headcount desc nulls last, business_unit, tool
