/*
title = "Four gaps: confidence, clarity, skill, permission"
question = "Access or ability?"
page = "adoption"
formula = "of a unit's answers in its last survey, the share of 4 and 5 to each question, with its 95 % interval; where only averages were uploaded, the mean. One gap binds where its whole interval lies below those of the other three. Hidden: groups under 5 answers, groups that answered alike, and those without which they could be worked out"
unit = "percent"
n = "judged"
needs = ["survey.confidence | survey.confidence_4_5 | survey.clarity | survey.clarity_4_5 | survey.skill | survey.skill_4_5 | survey.permission | survey.permission_4_5"]
rows = "survey_rows"
*/
select
    business_unit,
    period,
    question,
    answers,
    judged,
    agreeing,
    share,
    low,
    high,
    mean_score,
    is_hidden,
    replied,
    invited,
    is_comparable,
    is_binding,
from facts.gaps
where in_units(business_unit)
order by business_unit, question
