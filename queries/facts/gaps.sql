-- What a unit last answered on confidence, clarity, skill and permission, with the share's interval. One binds where its
-- whole interval lies below those of the other three: of averages, or of answers that are hidden, that cannot be said.
with answered as (
    select
        * exclude (answers, judged, agreeing, share_agreeing, mean_score),
        case when not is_hidden then answers end as answers,
        case when not is_hidden then judged end as judged,
        case when not is_hidden then agreeing end as agreeing,
        case when not is_hidden then share_agreeing end as share,
        case when not is_hidden then mean_score end as mean_score,
        case when not is_hidden then wilson_low(agreeing, judged) end as low,
        case when not is_hidden then wilson_high(agreeing, judged) end as high,
    from facts.survey
    where question in ('confidence', 'clarity', 'skill', 'permission') and is_latest
),

compared as (
    select
        *,
        count(share) over unit as told,
        list({'question': question, 'low': low}) over unit as every,
    from answered
    window unit as (partition by business_unit)
)

select
    business_unit,
    period,
    quarter_start,
    question,
    answers,
    judged,
    agreeing,
    share,
    low,
    high,
    mean_score,
    is_hidden,
    case when not is_reply_hidden then replied end as replied,
    case when not is_reply_hidden then invited end as invited,
    told = 4 as is_comparable,
    told = 4 and high < list_min(list_transform(list_filter(every, lambda one: one.question <> question), lambda one: one.low))
        as is_binding,
from compared
