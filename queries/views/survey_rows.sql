/*
title = "Groups of the survey"
question = "Access or ability?"
page = "adoption"
formula = "what each unit answered to each question, in the quarters shown; hidden where few answered, where all answered alike, and where such a group could be worked out; single answers are never shown"
needs = ["survey.period"]
*/
with written as (
    select
        business_unit,
        quarter_start,
        max(version) as version,
        any_value(sheet) as sheet,
        min(source_row) as first_row,
        bool_or(answers = 1) as has_single_answers,
    from staging.survey
    group by all
),

-- where single answers are listed, the place of the next group would say how many there are
placed as (
    select
        *,
        case when not bool_or(has_single_answers) over (partition by quarter_start) then first_row end as source_row,
    from written
)

select
    survey.period,
    survey.business_unit,
    survey.question,
    case when not survey.is_hidden then survey.answers end as answers,
    case when not survey.is_hidden then survey.agreeing end as agreeing,
    case when not survey.is_hidden then survey.judged end as judged,
    case when not survey.is_hidden then survey.mean_score end as mean_score,
    case when not survey.is_reply_hidden then survey.replied end as replied,
    case when not survey.is_reply_hidden then survey.invited end as invited,
    survey.is_hidden,
    versions.file_name as upload,
    placed.version,
    placed.sheet,
    placed.source_row,
from facts.survey as survey
inner join placed using (business_unit, quarter_start)
left join ledger.versions as versions on placed.version = versions.version
where in_units(survey.business_unit) and in_periods(survey.quarter_start)
order by survey.quarter_start, survey.business_unit, survey.question
