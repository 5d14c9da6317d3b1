/*
title = "A year of each tool at its pace of today"
question = "What do live tools bring and cost a year, as they run now?"
page = "spend"
formula = """
4 x the mean of a tool's full reported quarters among the last four, if it is live in the last one: it was live from the \
first day to the last, and every month is reported; nothing where it is not live; under one full quarter it is too young. \
Beside it 4 x the last quarter. Value risk-adjusted and as claimed; cost: the running cost of the registry"""
unit = "money"
needs = ["deployments.status"]
rows = "benefit_rows"
n = "tools"
*/
with months as (
    select
        business_unit,
        deployment_id,
        quarter_start,
        period_end,
        row_key,
        status,
        cast(unnest(generate_series(
            cast(date_trunc('month', greatest(period_start, quarter_start)) as timestamp),
            cast(period_end as timestamp),
            interval 1 month
        )) as date) as month_start,
    from staging.deployments
    where quarter_start >= cast(quarter_start(getvariable('until')) - to_months(9) as date)
),

reported as (
    select
        business_unit,
        deployment_id,
        quarter_start,
        count(distinct month_start) = 3 as is_whole,
        bool_and(status in ('live', 'degraded')) as is_live_throughout,
        arg_max(status, (period_end, row_key)) in ('live', 'degraded') as is_live,
    from months
    group by all
),

returned as (
    select
        business_unit,
        deployment_id,
        quarter_start,
        sum(claimed) as claimed,
        sum(risk_adjusted) as risk_adjusted,
        sum(run_cost) as run_cost,
    from facts.benefits
    where dataset = 'deployments'
    group by all
),

quarterly as (
    select
        deployments.deployment_key,
        deployments.business_unit,
        deployments.deployment_id,
        deployments.name,
        deployments.feed_last_end,
        reported.quarter_start = quarter_start(getvariable('until')) as is_last,
        reported.is_live,
        reported.is_whole
        and reported.is_live_throughout
        and coalesce(deployments.went_live_on <= reported.quarter_start, true) as is_full,
        returned.claimed,
        returned.risk_adjusted,
        returned.run_cost,
    from facts.deployments as deployments
    left join reported
        on deployments.business_unit = reported.business_unit
        and deployments.deployment_id = reported.deployment_id
    left join returned
        on reported.business_unit = returned.business_unit
        and reported.deployment_id = returned.deployment_id
        and reported.quarter_start = returned.quarter_start
),

judged as (
    select
        business_unit,
        deployment_id,
        name,
        case
            when feed_last_end < quarter_start(getvariable('until')) then 'not reported'
            when not coalesce(bool_or(is_last and is_live), false) then 'not live'
            when not bool_or(is_full) then 'too young'
            else 'live'
        end as state,
        count(*) filter (where is_full) as full_quarters,
        4 * avg(claimed) filter (where is_full) as claimed_mean,
        4 * avg(risk_adjusted) filter (where is_full) as risk_adjusted_mean,
        4 * avg(run_cost) filter (where is_full) as run_cost_mean,
        4 * sum(claimed) filter (where is_last) as claimed_last,
        4 * sum(risk_adjusted) filter (where is_last) as risk_adjusted_last,
    from quarterly
    group by deployment_key, business_unit, deployment_id, name, feed_last_end
)

select
    business_unit,
    deployment_id,
    name,
    state,
    if(state = 'live', full_quarters, null) as full_quarters,
    case state when 'live' then claimed_mean when 'not live' then 0 end as claimed,
    case state when 'live' then risk_adjusted_mean when 'not live' then 0 end as risk_adjusted,
    case state when 'live' then run_cost_mean when 'not live' then 0 end as run_cost,
    if(state = 'live', claimed_last, null) as claimed_last,
    if(state = 'live', risk_adjusted_last, null) as risk_adjusted_last,
    1 as tools,
from judged
where in_units(business_unit)
order by risk_adjusted desc nulls last, claimed desc nulls last, business_unit, deployment_id
