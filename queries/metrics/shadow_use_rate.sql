/*
title = "Who uses AI tools of their own"
question = "Access or ability?"
page = "adoption"
formula = "answers that say yes to using tools of one's own / answers to that question, in the last survey"
unit = "percent"
good = "none"
kind = "state"
interval = true
people = true
needs = ["survey.uses_own_tools"]
benchmarks = ["shadow_use"]
rows = "survey_rows"
*/
select
    null as period,
    business_unit,
    agreeing as numerator,
    judged as denominator,
    people,
from facts.survey
where question = 'uses_own_tools' and is_last_survey
