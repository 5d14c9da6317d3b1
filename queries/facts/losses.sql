-- The periods in which a deployment was lost: idle, retired or below the floor of its peak; and, where its unit reports on
-- without it, the first period it is missing from.
with feed_periods as (
    select distinct business_unit, feed, period_start, period_end
    from staging.deployments
),

went_missing as (
    select
        deployments.deployment_key,
        min(feed_periods.period_start) as period_start,
        min(feed_periods.period_end) as period_end,
        'missing' as lost_as,
    from facts.deployments as deployments
    inner join feed_periods
        on deployments.business_unit = feed_periods.business_unit
        and deployments.feed = feed_periods.feed
        and deployments.last_period_end < feed_periods.period_start
    where deployments.is_missing
    group by deployments.deployment_key
)

select deployment_key, period_start, period_end, lost_as from facts.usage where is_lost
union all
select deployment_key, period_start, period_end, lost_as from went_missing
