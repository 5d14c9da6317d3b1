-- One initiative on its way to production: how long it has been in its stage, against how long that stage takes.
-- `is_at_least`: no date and no list says when it entered the stage, only since when it has been seen there.
with open as (
    select
        initiative_key,
        initiative_id,
        business_unit,
        name,
        stage,
        owner,
        sponsor,
        vendor,
        barriers,
        coalesce(paused, false) as paused,
        case stage
            when 'idea' then idea_on
            when 'pilot' then started_on
            when 'proven' then proven_on
            when 'approved' then approved_on
        end as dated_on,
        coalesce(dated_on, stage_changed_on, first_listed_on) as stage_entered_on,
        dated_on is null as is_at_least,
        censored_on as seen_on,
    from facts.initiatives
    where stage in ('idea', 'pilot', 'proven', 'approved') and not is_vanished
),

aged as (
    select
        * exclude (dated_on),
        case when not is_at_least or seen_on > stage_entered_on then seen_on - stage_entered_on end as days_in_stage,
    from open
)

select
    aged.*,
    limits.p50,
    limits.p85,
    limits.limit_days,
    limits.limit_from,
    case
        when paused then false
        when days_in_stage > limits.limit_days then true
        when days_in_stage is not null and not is_at_least then false
    end as is_stalled,
from aged
inner join facts.stage_limits as limits using (stage)
