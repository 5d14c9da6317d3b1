/*
title = "Improvement by months since going live"
question = "Does it get better?"
page = "registry"
formula = """
for each tool, by the month of its life: its KPI against its baseline (less what a control group changed, where there is \
one), or, without a KPI, the cut in time to output; and the benefit a month, claimed at 100 %. Flat = at most 5 % \
(materiality). Slow bloomer: flat in the first three months, not from the fourth on; non-starter: still flat from the \
fourth month on, and the risk-adjusted benefit of the last four quarters does not exceed the cost; benefit gone: it \
brought something once and nothing now"""
unit = "percent"
good = "up"
needs = ["deployments.went_live_on | pilots.production_on", "pilots.kpi_current | deployments.minutes_after | deployments.benefit_amount | deployments.hours_saved"]
benchmarks = ["slow_bloomer_m1", "slow_bloomer_m4"]
rows = "deployment_rows"
note = "A change since the baseline is an association, unless a control group was measured too."
*/
with tools as (
    select
        deployments.deployment_key,
        deployments.deployment_id,
        deployments.business_unit,
        deployments.name,
        deployments.initiative_key,
        deployments.is_live,
        coalesce(deployments.went_live_on, dates.production_on) as live_on,
    from facts.deployments as deployments
    left join facts.stage_dates as dates using (initiative_key)
    where live_on is not null
),

kpis as (
    select
        tools.deployment_key,
        tools.live_on,
        'kpi' as measure,
        coalesce(lists.kpi_current_on, lists.reporting_on) as measured_on,
        case lists.kpi_better when 'higher' then 1 when 'lower' then -1 end
        * (lists.kpi_current - lists.kpi_baseline - coalesce(lists.control_current - lists.control_baseline, 0))
        / nullif(abs(lists.kpi_baseline), 0) as value,
    from tools
    inner join facts.pilot_lists as lists using (initiative_key)
    where value is not null
),

minutes as (
    select
        tools.deployment_key,
        tools.live_on,
        'minutes' as measure,
        outputs.period_end as measured_on,
        1 - outputs.minutes_after / outputs.minutes_before as value,
    from tools
    inner join facts.outputs as outputs using (deployment_key)
    anti join kpis on tools.deployment_key = kpis.deployment_key
),

benefits as (
    select
        tools.deployment_key,
        tools.live_on,
        'benefit' as measure,
        benefits.period_end as measured_on,
        -- a month has 365.25 / 12 days; a period of which the tool was live for less than half says little
        sum(benefits.claimed)
        / (datediff('day', greatest(benefits.period_start, tools.live_on), benefits.period_end) + 1) * 30.4375 as value,
    from tools
    inner join facts.benefits as benefits
        on tools.business_unit = benefits.business_unit and tools.deployment_id = benefits.deployment_id
    where
        benefits.claimed is not null
        and 2 * (datediff('day', tools.live_on, benefits.period_end) + 1)
        >= datediff('day', benefits.period_start, benefits.period_end) + 1
    group by tools.deployment_key, tools.live_on, benefits.period_start, benefits.period_end
),

monthly as (
    -- the last that was measured in a month of its life
    select
        deployment_key,
        measure,
        datesub('month', live_on, measured_on) + 1 as month,
        max(measured_on) as measured_on,
        arg_max(value, measured_on) as value,
    from (from kpis union all by name from minutes union all by name from benefits)
    where measured_on >= live_on
    group by all
),

reached as (
    select
        deployment_key,
        max_by(value, month) filter (measure <> 'benefit' and month <= 3) as early_improvement,
        max_by(value, month) filter (measure <> 'benefit' and month > 3) as improvement,
        max_by(value, month) filter (measure = 'benefit' and month <= 3) as early_benefit,
        max_by(value, month) filter (measure = 'benefit' and month > 3) as benefit,
        max(value) filter (measure = 'benefit') as most_benefit,
    from monthly
    group by deployment_key
),

paid as (
    -- the last four quarters: what the tool's initiative cost and what all its tools brought; a tool without one, its own
    select
        owner,
        sum(cost) as cost,
        sum(risk_adjusted) as risk_adjusted,
    from (
        select initiative_key as owner, amount as cost, null as risk_adjusted, quarter_start
        from facts.spend
        where basis = 'actual' and initiative_key is not null
        union all
        select coalesce(initiative_key, business_unit || '/' || deployment_id), run_cost, risk_adjusted, quarter_start
        from facts.benefits
        where deployment_id is not null
    )
    where quarter_start > quarter_start(cast(getvariable('until') as date)) - interval 12 month
    group by owner
),

judged as (
    select
        tools.*,
        reached.* exclude (deployment_key),
        paid.cost,
        paid.risk_adjusted,
        reached.improvement <= setting('materiality') as is_flat,
        coalesce(paid.risk_adjusted > coalesce(paid.cost, 0), false) as pays,
        case
            when not tools.is_live then 'no longer live'
            when reached.improvement is null and reached.benefit is null then 'too young to judge'
            when reached.benefit <= 0 and reached.most_benefit > 0 then 'benefit gone'
            when coalesce(is_flat, reached.benefit <= 0) and not pays then 'non-starter'
            when is_flat then 'flat, but it pays'
            when
                (reached.early_improvement <= setting('materiality') and reached.improvement > setting('materiality'))
                or (reached.early_benefit <= setting('materiality') * reached.benefit and reached.benefit > 0)
                then 'slow bloomer'
            else 'improving'
        end as standing,
    from tools
    inner join reached using (deployment_key)
    left join paid on coalesce(tools.initiative_key, tools.deployment_key) = paid.owner
)

select
    judged.deployment_id,
    judged.name,
    judged.business_unit,
    monthly.measure,
    monthly.month,
    monthly.measured_on,
    monthly.value,
    judged.standing,
    judged.standing = 'slow bloomer'
    and coalesce(judged.early_improvement <= setting('materiality'), false) as is_late_in_measure,
    judged.improvement,
    judged.benefit,
    judged.cost,
    judged.risk_adjusted,
    coalesce(
        judged.standing in ('non-starter', 'benefit gone') and judged.cost > coalesce(judged.risk_adjusted, 0), false
    ) as is_losing,
from judged
inner join monthly using (deployment_key)
where in_units(judged.business_unit)
order by judged.business_unit, judged.name, judged.deployment_id, monthly.measure, monthly.month
