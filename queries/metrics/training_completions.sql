/*
title = "Trainings completed"
question = "Does training lead to building?"
page = "builders"
formula = "people of each cohort who completed it, from the beginning, as the last list says; one person may count in several"
unit = "count"
good = "none"
kind = "to_date"
people = true
needs = ["training.completed"]
rows = "training_rows"
*/
-- hidden cohorts are added up with the others only all together: what some of them lack would give the rest away
with known as (
    select *
    from (
        select
            *,
            bool_and(completed is not null) filter (is_hidden) over (partition by business_unit, is_counted) as is_complete,
        from facts.training
    )
    where completed is not null and (not is_hidden or (may_be_added and is_complete))
)

select
    null as period,
    business_unit,
    sum(completed) as numerator,
    null as denominator,
    sum(trained) as people,
from known
group by all
