-- The periods in which a deployment was lost: idle, retired or below the floor of its peak; and, where its unit reports on
-- without it, the first period it is missing from. `is_by_users`: its users tell, who are counted over a period; a status
-- and a missing row tell a period's end.
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
        false as is_by_users,
    from facts.deployments as deployments
    inner join feed_periods
        on deployments.business_unit = feed_periods.business_unit
        and deployments.feed = feed_periods.feed
        and deployments.last_period_end < feed_periods.period_start
    where deployments.is_missing
    group by deployments.deployment_key
)

select deployment_key, period_start, period_end, lost_as, coalesce(is_below_floor, false) as is_by_users
from facts.usage
where is_lost
union all
select deployment_key, period_start, period_end, lost_as, is_by_users
from went_missing
