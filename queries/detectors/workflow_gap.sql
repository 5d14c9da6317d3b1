/*
title = "Workflow gap"
question = "Which tools stand beside the work instead of in it?"
formula = "a tool that is a separate place, or a live initiative outside the workflow, that < 20 % of the people it is meant for use. Exposed: the access spend on the tool in the quarters that were so; what the initiative has cost"
unit = "money"
good = "down"
group = "pattern"
order = 3
subjects = "tools and live initiatives"
page = "adoption"
needs = ["adoption.embedded | pilots.workflow_embedded"]
benchmarks = ["separate_adoption", "embedded_gain"]
remedy = "Bring it into the tool people already have open, or retire it."
next_step = "Watch three people do the task, and move the output to where they look."
source = "The AI Production Gap: Pattern 3, The Workflow Gap"
*/
with offered as (
    select
        adoption.*,
        use.tool_key,
        use.is_hidden or adoption.is_small as is_hidden,
        not adoption.embedded and adoption.active_users / nullif(adoption.headcount, 0) < setting('low_adoption') as fires,
    from facts.adoption as adoption
    inner join facts.tool_use as use
        on adoption.business_unit = use.business_unit
        and lower(trim(adoption.tool)) = use.tool_key
        and adoption.quarter_start = use.quarter_start
),

quarters as (
    select distinct
        business_unit,
        tool_key,
        quarter_start,
    from offered
    where fires and not is_hidden
),

paid as (
    select
        business_unit,
        tool_key,
        sum(spent) as spent,
        flatten(list(spend_rows order by quarter_start)) as spend_rows,
    from quarters
    inner join facts.tool_spend using (business_unit, tool_key, quarter_start)
    group by business_unit, tool_key
),

tools as (
    select
        offered.business_unit,
        'tool' as subject_kind,
        offered.tool as subject_id,
        offered.tool as subject_name,
        offered.embedded as is_embedded,
        offered.active_users as users,
        offered.headcount as intended,
        offered.is_hidden,
        case when not offered.is_hidden then offered.fires end as fires,
        paid.spent,
        paid.spend_rows,
        unit_spend.spent as unit_spent,
    from offered
    left join paid using (business_unit, tool_key)
    left join facts.unit_spend as unit_spend using (business_unit)
    where offered.is_latest
),

-- people are never added across tools: the tool of the initiative that most of its people use speaks for it. Of those with
-- too few people to show nothing is said: unless a tool that may be shown is used enough, it cannot be judged beside them
reached as (
    select
        initiative_key,
        max_by(
            struct_pack(users := active_users, intended := intended_users), active_users / nullif(intended_users, 0)
        ) filter (not is_hidden) as best,
        bool_or(is_hidden) as has_hidden,
        coalesce(
            max(active_users / nullif(intended_users, 0)) filter (not is_hidden) >= setting('low_adoption'), false
        ) as is_used,
    from facts.deployments
    where is_live
    group by initiative_key
),

initiatives as (
    select
        active.business_unit,
        'initiative' as subject_kind,
        active.initiative_id as subject_id,
        active.name as subject_name,
        active.workflow_embedded as is_embedded,
        reached.best.users as users,
        reached.best.intended as intended,
        coalesce(reached.has_hidden and not reached.is_used, false) as is_hidden,
        not active.workflow_embedded
        and case
            when not is_hidden then reached.best.users / nullif(reached.best.intended, 0) < setting('low_adoption')
        end as fires,
        active.spent,
        active.spend_rows,
        active.unit_spent,
    from facts.active_initiatives as active
    left join reached using (initiative_key)
    where active.is_live
)

select
    business_unit,
    subject_kind,
    subject_id,
    subject_name,
    severity(fires, spent, unit_spent) as severity,
    case when fires then spent end as exposed,
    case
        when is_embedded then 'Part of the work'
        when not is_embedded then 'A separate place'
        else 'Not known: whether it is part of the work'
    end
    || case
        when is_hidden then '; how many use it is hidden: too few people, or too easily worked out'
        else coalesce('; ' || counted(users, intended) || ' people use it', '; not known: how many of those meant use it')
    end as evidence,
    case when fires then spend_rows end as spend_rows,
from (from tools union all by name from initiatives)
where in_units(business_unit)
