/*
title = "Who answered the survey"
question = "Access or ability?"
formula = "answers / people invited, in the last survey"
unit = "percent"
good = "up"
kind = "state"
people = true
needs = ["survey.invited"]
rows = "survey_rows"
*/
select
    null as period,
    business_unit,
    any_value(replied) as numerator,
    any_value(invited) as denominator,
    any_value(replied) as people,
from facts.survey
where is_last_survey and invited is not null
group by business_unit
