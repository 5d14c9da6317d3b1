/*
title = "Time protected for building"
question = "What did people's time cost?"
page = "return"
formula = """
builders x protected hours a week x weeks since their cohort began x loaded rate, from the beginning; counted as used; \
cohorts too small to be shown are left out"""
unit = "money"
good = "none"
kind = "to_date"
needs = ["training.builders", "training.protected_hours_per_week"]
rows = "training_rows"
*/
select
    null as period,
    business_unit,
    sum(building_hours) * setting('hour_rate') as numerator,
    null as denominator,
from facts.people_time
where building_hours is not null
group by all
