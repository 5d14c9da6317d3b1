/*
title = "The four gaps, survey by survey"
question = "Access or ability?"
page = "adoption"
formula = "answers of 4 and 5 / answers, over the units shown, in each quarter with a survey; hidden where the total holds some hidden groups but not all of them, or all it holds are few or answered alike"
unit = "percent"
n = "judged"
needs = ["survey.confidence | survey.confidence_4_5 | survey.clarity | survey.clarity_4_5 | survey.skill | survey.skill_4_5 | survey.permission | survey.permission_4_5"]
rows = "survey_rows"
*/
with judged as (
    select
        *,
        count_if(is_hidden) over (partition by quarter_start, question) as hidden,
    from facts.survey
    where question in ('confidence', 'clarity', 'skill', 'permission') and judged > 0
),

added as (
    select
        period,
        quarter_start,
        question,
        sum(agreeing) as agreeing,
        sum(judged) as judged,
        count(*) as units,
        list_sort(list(business_unit)) as answering,
        count_if(is_hidden) not in (0, max(hidden))
        or is_small_group(sum(people))
        or sum(agreeing) in (0, sum(judged)) as is_hidden,
    from judged
    where in_units(business_unit) and in_periods(quarter_start)
    group by period, quarter_start, question
)

select
    period,
    question,
    case when not is_hidden then agreeing end as agreeing,
    case when not is_hidden then judged end as judged,
    case when not is_hidden then agreeing / judged end as share,
    case when not is_hidden then wilson_low(agreeing, judged) end as low,
    case when not is_hidden then wilson_high(agreeing, judged) end as high,
    units,
    answering,
    is_hidden,
from added
order by quarter_start, question
