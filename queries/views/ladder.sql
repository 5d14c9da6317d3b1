/*
title = "From access to habit, step by step"
question = "Access or ability?"
page = "adoption"
formula = "people the tools are meant for, seats, ever active, active, habitual, power users, in the last period, over the tools that give every step shown; a step is shown that most tools give. People are added across units, never across tools: at_least counts the tool that most people of a unit use, user_tools counts a person with each tool. Losses, and tried and left = ever active - active, are those of at_least. Hidden rows are left out"
needs = ["adoption.active_users | adoption.seats"]
rows = "adoption_rows"
note = "Active is at least one intentional use in the period; habitual is use in 9 of 12 weeks, power users act on 15 or more occasions a week, each unless the source has a rule of its own. Use in a month and use in a quarter are never mixed."
*/
with shown as (
    select *
    from facts.tool_use
    where is_latest and in_units(business_unit)
),

steps as (
    select
        business_unit,
        tool_key,
        unnest([
            {'step_order': 1, 'step': 'headcount', 'people_on_it': headcount},
            {'step_order': 2, 'step': 'seats', 'people_on_it': seats},
            {'step_order': 3, 'step': 'ever_active', 'people_on_it': ever_active},
            {'step_order': 4, 'step': 'active_users', 'people_on_it': active_users},
            {'step_order': 5, 'step': 'habitual_users', 'people_on_it': habitual_users},
            {'step_order': 6, 'step': 'power_users', 'people_on_it': power_users}
        ], recursive := true),
    from shown
    where is_main_grain and not is_hidden
),

given as (
    select
        *,
        2 * count(people_on_it) over (partition by step) >= count(*) over (partition by step) as is_shown,
    from steps
),

complete as (
    select
        *,
        bool_and(people_on_it is not null) over (partition by business_unit, tool_key) as is_complete,
    from given
    where is_shown
),

-- one ladder of people: each unit's largest tool, the one most people use, on every step
placed as (
    select
        *,
        dense_rank() over (
            partition by business_unit
            order by used desc nulls last, reached desc nulls last, tool_key
        ) = 1 as is_largest,
    from (
        select
            *,
            max(people_on_it) filter (step = 'active_users') over tool as used,
            max(people_on_it) over tool as reached,
        from complete
        where is_complete
        window tool as (partition by business_unit, tool_key)
    )
),

added as (
    select
        step_order,
        step,
        sum(people_on_it) filter (is_largest) as at_least,
        sum(people_on_it) as user_tools,
        count(*) as tools,
        count(distinct business_unit) as units,
    from placed
    group by step_order, step
),

stepped as (
    select
        *,
        lag(at_least) over (order by step_order) - at_least as lost,
        max(at_least) filter (step = 'ever_active') over () as ever,
        max(at_least) filter (step = 'active_users') over () as active,
    from added
)

select
    step_order,
    step,
    at_least,
    user_tools,
    lost,
    lost > 0 and lost = max(lost) over () as is_largest_loss,
    case when step = 'active_users' and ever >= active then ever - active end as tried_and_left,
    tools,
    units,
    (select count(*) from shown) as every_tool,
    (select count_if(is_hidden) from shown) as hidden_tools,
    (select count_if(not is_main_grain and not is_hidden) from shown) as other_grain,
    (select any_value(months) from shown where is_main_grain) as months,
from stepped
order by step_order
