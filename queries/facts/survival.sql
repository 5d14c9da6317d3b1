-- A deployment's life from a start: `handoff`, the day the vendor that built it left, and `go_live` for all. It ends in
-- the first period in which it is idle, retired, below the floor of its peak, or missing from the unit's rows. The loss
-- lies between the last proof of life and the first proof of death. At worst (`days`) it came on the first day of the last
-- period that shows users, who are counted over all of it, or the day after that period's end where a status or a missing
-- row tells; never before the day after it was first watched. At best (`days_at_most`) on the last day of the period that
-- shows it. A tool whose users nobody counts is not followed.
with deployed as materialized (
    select *
    from facts.deployments
),

starts as (
    select
        'handoff' as origin,
        deployments.deployment_key,
        initiatives.handoff_on as origin_on,
    from deployed as deployments
    inner join facts.stage_dates as initiatives using (initiative_key)
    where
        initiatives.handoff_on is not null
        and coalesce(deployments.first_built_by, initiatives.first_built_by, 'vendor') <> 'internal'
    union all
    select
        'go_live' as origin,
        deployment_key,
        went_live_on as origin_on,
    from deployed
    where went_live_on is not null
),

first_loss as (
    select
        starts.origin,
        starts.deployment_key,
        arg_min(losses, losses.period_end) as lost,
    from starts
    inner join facts.losses as losses
        on starts.deployment_key = losses.deployment_key and losses.period_end > starts.origin_on
    group by starts.origin, starts.deployment_key
),

last_lives as (
    select
        first_loss.origin,
        first_loss.deployment_key,
        max(usage.period_start) as alive_from,
        max(usage.period_end) as alive_until,
    from first_loss
    inner join facts.usage as usage
        on first_loss.deployment_key = usage.deployment_key
        and usage.period_end < first_loss.lost.period_end
        and not usage.is_lost
    group by first_loss.origin, first_loss.deployment_key
),

incidents as (
    select
        first_loss.origin,
        first_loss.deployment_key,
        sum(usage.incidents) as incidents_before,
    from first_loss
    inner join facts.usage as usage
        on first_loss.deployment_key = usage.deployment_key and usage.period_end <= first_loss.lost.period_end
    group by first_loss.origin, first_loss.deployment_key
),

lives as (
    select
        starts.origin,
        starts.origin_on,
        deployments.*,
        first_loss.lost.lost_as as lost_as,
        case
            when first_loss.lost is not null
                then greatest(
                    case when first_loss.lost.is_by_users then last_lives.alive_from else last_lives.alive_until + 1 end,
                    starts.origin_on + 1,
                    deployments.feed_first_start + 1
                )
        end as lost_from,
        first_loss.lost.period_end as lost_by,
        incidents.incidents_before,
        greatest(starts.origin_on, deployments.feed_first_start) as entered_on,
        deployments.feed_last_end as censored_on,
        -- what was lost in the first rows already was never watched
        case
            when first_loss.lost is not null then greatest(first_loss.lost.period_start, starts.origin_on + 1)
            else censored_on
        end > entered_on as is_watched,
    from starts
    inner join deployed as deployments using (deployment_key)
    left join first_loss using (origin, deployment_key)
    left join last_lives using (origin, deployment_key)
    left join incidents using (origin, deployment_key)
),

successors as (
    -- another tool of the same initiative that went live later, before the loss was seen: it replaced this one
    select distinct
        lives.origin,
        lives.deployment_key,
    from lives
    inner join deployed as other using (initiative_key)
    where
        lives.lost_as in ('retired', 'missing')
        and other.deployment_key <> lives.deployment_key
        and other.went_live_on > lives.origin_on
        and other.went_live_on <= lives.lost_by
        and other.last_period_end >= lives.lost_by
)

select
    lives.* exclude (lost_from, is_watched),
    lives.lost_from as ended_on,
    lives.lost_as is not null and successors.deployment_key is null as is_event,
    successors.deployment_key is not null as is_replaced,
    datediff('day', lives.origin_on, lives.entered_on) as days_at_entry,
    datediff('day', lives.origin_on, coalesce(lives.lost_from, lives.censored_on)) as days,
    datediff('day', lives.origin_on, coalesce(lives.lost_by, lives.censored_on)) as days_at_most,
    lives.entered_on = lives.origin_on
    and lives.peak_users is not null
    and datediff('day', lives.origin_on, lives.censored_on) >= setting('handoff_days')
    and not (
        successors.deployment_key is not null
        and datediff('day', lives.origin_on, lives.lost_from) <= setting('handoff_days')
    ) as is_followed,
from lives
left join successors using (origin, deployment_key)
where lives.is_watched
