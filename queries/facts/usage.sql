-- A deployment in a period: its users, the most it had had by then, and whether it is lost: idle, retired, or below the
-- floor of its running peak. Where fewer use it than may be told (`is_small_group`) it is judged as if as many did as may be
-- hidden: whether it is lost would otherwise say how few.
with reported as (
    -- a tool with several kinds of benefit has a row for each: what they repeat is said once
    select
        business_unit || '/' || deployment_id as deployment_key,
        business_unit,
        deployment_id,
        period_start,
        period_end,
        max(row_key) as row_key,
        arg_max(feed, row_key) as feed,
        arg_min(status, row_key) as status,
        arg_min(maintained_by, row_key) as maintained_by,
        max(active_users) as active_users,
        max(intended_users) as intended_users,
        max(incidents) as incidents,
        max(security_incidents) as security_incidents,
    from staging.deployments
    group by all
),

judged_by as (
    select
        *,
        case when is_small_group(active_users) then setting('suppression_k') - 1 else active_users end as users_or_few,
    from reported
),

peaked as (
    select
        *,
        cast(max(users_or_few) over (
            partition by deployment_key
            order by period_end
            rows between unbounded preceding and current row
        ) as bigint) as running_peak,
    from judged_by
),

judged as (
    select
        *,
        running_peak >= setting('survival_minimum_peak')
        and users_or_few / nullif(running_peak, 0) < setting('survival_floor') as is_below_floor,
    from peaked
)

select
    * exclude (users_or_few),
    quarter_label(period_end) as period,
    quarter_start(period_end) as quarter_start,
    datediff('day', period_start, period_end) + 1 <= 31 as is_monthly,
    status in ('idle', 'retired') or coalesce(is_below_floor, false) as is_lost,
    case
        when status in ('idle', 'retired') then status
        when is_below_floor then 'few users'
    end as lost_as,
from judged
