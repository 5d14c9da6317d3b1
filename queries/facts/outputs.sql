-- The work a tool did in a period: its outputs, and the minutes they would have taken before and took with it. A row that
-- repeats what another row of the period says is said once; what differs is other work, and adds up.
with said as (
    select distinct
        business_unit || '/' || deployment_id as deployment_key,
        business_unit,
        period_start,
        period_end,
        outputs,
        minutes_before,
        minutes_after,
    from staging.deployments
    where outputs > 0 and minutes_before > 0 and minutes_after is not null
)

select
    deployment_key,
    business_unit,
    period_start,
    period_end,
    quarter_start(period_end) as quarter_start,
    sum(outputs) as outputs,
    sum(minutes_before * outputs) as minutes_before,
    sum(minutes_after * outputs) as minutes_after,
from said
group by all
