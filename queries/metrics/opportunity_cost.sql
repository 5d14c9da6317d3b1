/*
title = "Time people spent in training and building"
question = "What did people's time cost?"
page = "return"
formula = """
(people trained x hours a person + builders x protected hours a week x weeks since their cohort began) x loaded rate, \
from the beginning; protected hours count as used; shown beside the cost, never in it"""
unit = "money"
good = "none"
kind = "to_date"
needs = ["training.trained", "training.hours_per_person | training.protected_hours_per_week"]
rows = "training_rows"
*/
select
    null as period,
    business_unit,
    sum(coalesce(training_hours, 0) + coalesce(building_hours, 0)) * setting('hour_rate') as numerator,
    null as denominator,
from facts.people_time
where training_hours is not null or building_hours is not null
group by all
