/*
title = "How far initiatives get"
question = "How many initiatives reach each stage, and where do they leave?"
page = "funnel"
formula = "reached = a date at or after the stage, or a list that shows it at or beyond it; stopped and retired ones without any are unknown"
n = "reached"
needs = ["pilots.stage"]
rows = "initiative_rows"
note = "`is_stock`: one list only, and most of what is in production has no start date. What gets beyond a stage cannot be said then. `is_followed`: a second list shows what became of the first."
*/
with steps as (
    select
        unnest([
            {'step': 0, 'stage': 'idea'},
            {'step': 1, 'stage': 'pilot'},
            {'step': 2, 'stage': 'proven'},
            {'step': 3, 'stage': 'approved'},
            {'step': 4, 'stage': 'production'},
            {'step': 5, 'stage': 'scaled'},
        ], recursive := true),
),

shown as materialized (
    select
        stage,
        furthest,
        is_vanished,
        is_stopped,
        is_retired,
        started_on,
        unit_first_list_on < unit_last_list_on as is_followed,
    from facts.initiatives
    where in_units(business_unit)
),

counted as (
    select
        steps.step,
        steps.stage,
        count(*) filter (where furthest >= step) as reached,
        count(*) filter (where furthest >= step - 1) as reached_before,
        count(*) filter (where shown.stage = steps.stage and not is_vanished) as here_now,
        count(*) filter (where furthest = step and is_stopped) as stopped,
        count(*) filter (where furthest = step and is_retired) as retired,
        count(*) filter (where furthest = step and is_vanished and not is_stopped and not is_retired) as vanished,
        count(*) filter (where furthest is null) as unknown,
        count(*) as initiatives,
        bool_or(is_followed) as is_followed,
        not bool_or(is_followed) and count(started_on) filter (where furthest >= 4) * 2
            < count(*) filter (where furthest >= 4) as is_stock,
    from steps
    cross join shown
    group by steps.step, steps.stage
)

select
    *,
    case when step > 0 then reached / nullif(reached_before, 0) end as share_of_previous,
from counted
order by step
