-- A live tool's time to output in the last quarter in which it says how long an output took before and takes now.
with latest as (
    select
        deployment_key,
        quarter_start,
        sum(outputs) as outputs,
        sum(minutes_before) as minutes_before,
        sum(minutes_after) as minutes_after,
    from facts.outputs
    group by deployment_key, quarter_start
    qualify row_number() over (partition by deployment_key order by quarter_start desc) = 1
)

select
    deployments.deployment_key,
    deployments.business_unit,
    deployments.deployment_id,
    deployments.name,
    deployments.function,
    deployments.built_by,
    deployments.went_live_on,
    quarter_label(latest.quarter_start) as quarter,
    latest.outputs,
    latest.minutes_before,
    latest.minutes_after,
    latest.minutes_before - latest.minutes_after as minutes_saved,
    minutes_saved / latest.minutes_before as reduction,
    -- a cut of exactly the share counts, whatever a float makes of it
    minutes_saved >= setting('anchor_reduction') * latest.minutes_before * (1 - 1e-12) as is_anchor,
from latest
inner join facts.deployments as deployments using (deployment_key)
where deployments.is_live
