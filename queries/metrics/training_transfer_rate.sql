/*
title = "Trained people who built something"
question = "Does training lead to building?"
page = "builders"
formula = "builders / people trained, in cohorts that started at least 90 days before their unit's last list"
unit = "percent"
good = "up"
kind = "to_date"
people = true
interval = true
needs = ["training.builders"]
benchmarks = ["training_transfer"]
rows = "training_rows"
note = "0 of 20 may still be 16 %: below 73 people trained, a zero is a sign, not a finding."
*/
select
    null as period,
    business_unit,
    sum(builders) as numerator,
    sum(trained) as denominator,
    sum(trained) as people,
from facts.training
where is_old_enough and builders is not null
group by all
