/*
title = "Trust, support, leaders who use it, safe to try"
question = "Access or ability?"
page = "adoption"
formula = "the average answer of a unit in its last survey, from 1 to 5; the share of 4 and 5 where single answers were uploaded"
n = "answers"
needs = ["survey.trust | survey.support | survey.leader_uses | survey.safe_to_try"]
rows = "survey_rows"
*/
select
    business_unit,
    period,
    question,
    case when not is_hidden then answers end as answers,
    case when not is_hidden then mean_score end as mean_score,
    case when not is_hidden then agreeing end as agreeing,
    case when not is_hidden then judged end as judged,
    is_hidden,
from facts.survey
where
    question in ('trust', 'support', 'leader_uses', 'safe_to_try')
    and is_latest
    and in_units(business_unit)
order by business_unit, question
