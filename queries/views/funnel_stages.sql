/*
title = "How far initiatives get"
question = "How many initiatives reach each stage, and where do they leave?"
formula = "reached = a date at or after the stage, or a list that shows it at or beyond it; stopped and retired ones without any are unknown"
n = "reached"
needs = ["pilots.stage"]
rows = "initiative_rows"
*/
with steps as (
    select
        unnest([
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
        was_idea,
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
    from steps
    cross join shown
    group by steps.step, steps.stage
)

select
    *,
    case when step > 1 then reached / nullif(reached_before, 0) end as share_of_previous,
from counted
order by step
