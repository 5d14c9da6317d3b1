/*
title = "Who starts work with AI"
question = "Access or ability?"
page = "adoption"
formula = "answers that say AI is where work starts / answers to that question, in the last survey"
unit = "percent"
good = "up"
kind = "state"
interval = true
people = true
needs = ["survey.ai_is_default_start"]
rows = "survey_rows"
*/
select
    null as period,
    business_unit,
    agreeing as numerator,
    judged as denominator,
    people,
from facts.survey
where question = 'ai_is_default_start' and is_last_survey
