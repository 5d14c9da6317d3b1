/*
title = "Trainings completed"
question = "Does training lead to building?"
formula = "people of each cohort who completed it, from the beginning, as the last list says; one person may count in several"
unit = "count"
good = "none"
kind = "to_date"
people = true
needs = ["training.completed"]
rows = "training_rows"
*/
select
    null as period,
    business_unit,
    sum(completed) as numerator,
    null as denominator,
    sum(trained) as people,
from facts.training
where completed is not null
group by all
