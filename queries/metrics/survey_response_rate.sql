/*
title = "Who answered the survey"
question = "Access or ability?"
page = "adoption"
formula = "answers / people invited, in the last survey"
unit = "percent"
good = "up"
kind = "state"
people = true
needs = ["survey.invited"]
rows = "survey_rows"
*/
with asked as (
    select
        business_unit,
        any_value(replied) as replied,
        any_value(invited) as invited,
        any_value(is_reply_hidden) as is_reply_hidden,
    from facts.survey
    where is_last_survey
    group by business_unit
),

-- units of few answers count only all together: what some of them lack would give the rest away
known as (
    select *
    from asked
    qualify not is_reply_hidden or count_if(is_reply_hidden and invited is null) over () = 0
)

select
    null as period,
    business_unit,
    replied as numerator,
    invited as denominator,
    case when is_reply_hidden then least(replied, 0.9999 * setting('suppression_k')) else replied end as people,
from known
where invited is not null
