-- What a unit answered to one question in a quarter. Hidden (`is_hidden`) where few answered, where all answered alike,
-- and where a group must stay hidden so that those cannot be worked out; hidden before any filter, and a unit of few
-- answers in every question.
with replied as (
    select
        business_unit,
        quarter_start,
        sum(answers) as replied,
        max(invited) as invited,
    from staging.survey
    group by all
),

heard as (
    select
        *,
        must_hide(quarter_start, business_unit, replied, is_small_group(replied)) as is_few,
    from replied
),

asked as (
    select
        business_unit,
        period,
        quarter_start,
        answers,
        unnest([
            {'question': 'confidence', 'score': confidence, 'agreeing': confidence_4_5, 'says_yes': null},
            {'question': 'clarity', 'score': clarity, 'agreeing': clarity_4_5, 'says_yes': null},
            {'question': 'skill', 'score': skill, 'agreeing': skill_4_5, 'says_yes': null},
            {'question': 'permission', 'score': permission, 'agreeing': permission_4_5, 'says_yes': null},
            {'question': 'safe_to_try', 'score': safe_to_try, 'agreeing': null, 'says_yes': null},
            {'question': 'trust', 'score': trust, 'agreeing': null, 'says_yes': null},
            {'question': 'support', 'score': support, 'agreeing': null, 'says_yes': null},
            {'question': 'leader_uses', 'score': leader_uses, 'agreeing': null, 'says_yes': null},
            {'question': 'uses_own_tools', 'score': null, 'agreeing': null, 'says_yes': uses_own_tools},
            {'question': 'ai_is_default_start', 'score': null, 'agreeing': null, 'says_yes': ai_is_default_start}
        ], recursive := true),
    from staging.survey
),

counted as (
    -- one answer agrees from 4 up; an average says nothing of how many agree; a yes is the whole row's
    select
        * exclude (agreeing, says_yes),
        case
            when says_yes is not null then cast(says_yes as bigint) * answers
            when answers = 1 then coalesce(cast(score >= 4 as bigint), agreeing)
            else agreeing
        end as agreeing,
    from asked
    where score is not null or agreeing is not null or says_yes is not null
),

grouped as (
    select
        business_unit,
        period,
        quarter_start,
        question,
        sum(answers) as answers,
        sum(answers) filter (agreeing is not null) as judged,
        sum(agreeing) as agreeing,
        sum(answers) filter (score is not null) as scored,
        sum(score * answers) / nullif(scored, 0) as mean_score,
    from counted
    group by all
),

-- Whoever stays hidden beside a unit of few answers in one question does so in all: their answers are as many in each.
sized as (
    select
        grouped.*,
        heard.replied,
        heard.invited,
        must_hide(
            {'quarter_start': grouped.quarter_start, 'question': grouped.question},
            grouped.business_unit,
            grouped.answers,
            heard.is_few
        ) as is_few,
    from grouped
    inner join heard using (business_unit, quarter_start)
),

-- Where all answered alike, the total tells each one's answer: such a group protects nobody, and counts as next to nobody.
-- An average without counts protects no count, so groups with counts must also be enough among themselves.
weighed as (
    select
        * exclude (is_few),
        bool_or(is_few) over (partition by business_unit, quarter_start) as is_reply_hidden,
        coalesce(judged > 0, false) as is_judged,
        case
            when coalesce(judged > 0 and agreeing in (0, judged), false) or coalesce(mean_score in (1, 5), false) then 0.001
            else least(answers, nullif(judged, 0), nullif(scored, 0))
        end as people,
    from sized
),

hidden_once as (
    select
        *,
        must_hide(
            {'quarter_start': quarter_start, 'question': question},
            business_unit,
            people,
            is_reply_hidden or is_small_group(people)
        ) as is_hidden_once,
    from weighed
),

hidden_among_judged as (
    select
        *,
        must_hide(
            {'quarter_start': quarter_start, 'question': question, 'is_judged': is_judged},
            business_unit,
            people,
            is_hidden_once
        ) as is_hidden_among_judged,
    from hidden_once
)

select
    * exclude (people, is_hidden_once, is_hidden_among_judged, is_judged, scored),
    agreeing / nullif(judged, 0) as share_agreeing,
    quarter_start = max(quarter_start) over (partition by business_unit) as is_latest,
    quarter_start = max(quarter_start) over () as is_last_survey,
    is_hidden_once or (is_judged and is_hidden_among_judged) as is_hidden,
    -- what is hidden stays below the least that is shown, whoever adds it up
    case when is_hidden then least(people, 0.9999 * setting('suppression_k')) else people end as people,
from hidden_among_judged
