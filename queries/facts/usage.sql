-- A deployment in a period: its users, the most it had had by then, and whether it is lost: idle, retired, or below the
-- floor of its running peak.
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

peaked as (
    select
        *,
        max(active_users) over (
            partition by deployment_key
            order by period_end
            rows between unbounded preceding and current row
        ) as running_peak,
    from reported
),

judged as (
    select
        *,
        active_users / nullif(running_peak, 0) as share_of_peak,
        running_peak >= setting('survival_minimum_peak')
        and active_users / nullif(running_peak, 0) < setting('survival_floor') as is_below_floor,
    from peaked
)

select
    *,
    quarter_label(period_end) as period,
    quarter_start(period_end) as quarter_start,
    datediff('day', period_start, period_end) + 1 <= 31 as is_monthly,
    status in ('idle', 'retired') or coalesce(is_below_floor, false) as is_lost,
    case
        when status in ('idle', 'retired') then status
        when is_below_floor then 'few users'
    end as lost_as,
from judged
