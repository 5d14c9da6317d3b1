/*
title = "What people answered before and after coaching"
question = "Did confidence, clarity, skill and permission move with coaching?"
page = "builders"
formula = "share answering 4 or 5 in the last survey of a quarter before a unit's first coached cohort began, and in its latest since; beside it the first and latest surveys of units whose cohorts had no coaching, or that had none; 95 % Wilson intervals; hidden groups left out"
unit = "percent"
needs = ["training.coached", "survey.confidence | survey.clarity | survey.skill | survey.permission"]
note = "An association: the units differ in more than coaching, and the two surveys asked partly the same people."
*/
with coached as (
    select
        business_unit,
        min(started_on) filter (where coached > 0) as first_coached_on,
        bool_or(coached is null) as is_partly_unknown,
    from facts.training
    group by business_unit
),

asked as (
    select
        survey.business_unit,
        survey.question,
        survey.quarter_start,
        survey.agreeing,
        survey.judged,
        coached.first_coached_on is not null as is_coached,
        case
            when coached.first_coached_on is null then row_number() over surveys = 1
            else survey.quarter_start < quarter_start(coached.first_coached_on)
        end as is_before,
        case
            when coached.first_coached_on is null then row_number() over surveys > 1
            else survey.quarter_start > quarter_start(coached.first_coached_on)
        end as is_after,
    from facts.survey as survey
    left join coached using (business_unit)
    where
        survey.question in ('confidence', 'clarity', 'skill', 'permission')
        and not survey.is_hidden
        and survey.judged > 0
        and (coached.first_coached_on is not null or coalesce(not coached.is_partly_unknown, true))
    window surveys as (partition by survey.business_unit, survey.question order by survey.quarter_start)
),

paired as (
    select
        business_unit,
        question,
        any_value(is_coached) as is_coached,
        max_by({'agreeing': agreeing, 'judged': judged}, quarter_start) filter (where is_before) as before,
        max_by({'agreeing': agreeing, 'judged': judged}, quarter_start) filter (where is_after) as after,
    from asked
    where in_units(business_unit)
    group by business_unit, question
),

summed as (
    select
        question,
        is_coached,
        count(*) as units,
        list(business_unit order by business_unit) as unit_names,
        cast(sum(before.agreeing) as bigint) as agreeing_before,
        cast(sum(before.judged) as bigint) as judged_before,
        cast(sum(after.agreeing) as bigint) as agreeing_after,
        cast(sum(after.judged) as bigint) as judged_after,
    from paired
    where before is not null and after is not null
    group by question, is_coached
)

select
    *,
    agreeing_before / judged_before as share_before,
    wilson_low(agreeing_before, judged_before) as low_before,
    wilson_high(agreeing_before, judged_before) as high_before,
    agreeing_after / judged_after as share_after,
    wilson_low(agreeing_after, judged_after) as low_after,
    wilson_high(agreeing_after, judged_after) as high_after,
    low_after > high_before or high_after < low_before as is_apart,
from summed
order by list_position(['skill', 'confidence', 'clarity', 'permission'], question), is_coached desc
