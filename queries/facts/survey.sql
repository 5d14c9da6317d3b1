-- What a unit answered to one question in a quarter. Hidden (`is_hidden`) where few answered, where all answered alike,
-- and where a group must stay hidden so that those cannot be worked out; hidden before any filter.
with asked as (
    select
        business_unit,
        period,
        quarter_start,
        answers,
        invited,
        unnest([
            {'question': 'confidence', 'score': confidence, 'agreeing': confidence_4_5},
            {'question': 'clarity', 'score': clarity, 'agreeing': clarity_4_5},
            {'question': 'skill', 'score': skill, 'agreeing': skill_4_5},
            {'question': 'permission', 'score': permission, 'agreeing': permission_4_5},
            {'question': 'safe_to_try', 'score': safe_to_try, 'agreeing': null},
            {'question': 'trust', 'score': trust, 'agreeing': null},
            {'question': 'support', 'score': support, 'agreeing': null},
            {'question': 'leader_uses', 'score': leader_uses, 'agreeing': null}
        ], recursive := true),
    from staging.survey
),

counted as (
    -- one answer agrees from 4 up; an average says nothing of how many agree
    select
        * exclude (agreeing),
        case when answers = 1 then cast(score >= 4 as bigint) else agreeing end as agreeing,
    from asked
    where score is not null or agreeing is not null
),

grouped as (
    select
        business_unit,
        period,
        quarter_start,
        question,
        sum(answers) as answers,
        max(invited) as invited,
        sum(answers) filter (agreeing is not null) as judged,
        sum(agreeing) as agreeing,
        sum(score * answers) / nullif(sum(answers) filter (score is not null), 0) as mean_score,
    from counted
    group by all
)

select
    *,
    agreeing / nullif(judged, 0) as share_agreeing,
    quarter_start = max(quarter_start) over (partition by business_unit) as is_latest,
    must_hide(
        {'quarter_start': quarter_start, 'question': question},
        business_unit,
        answers,
        is_small_group(answers) or coalesce(judged > 0 and agreeing in (0, judged), false)
    ) as is_hidden,
from grouped
