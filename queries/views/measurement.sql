/*
title = "How the initiatives are measured"
question = "Is it measured?"
page = "return"
formula = """
of the initiatives that have started, those with a KPI; a baseline dated before the start; a target; a KPI with a \
dated current value (tracked); a control group; an evidenced benefit. Each is counted by itself, with its 95 % interval"""
needs = ["pilots.kpi"]
benchmarks = ["kpi_tracking"]
rows = "measurement_rows"
*/
with counted as (
    select
        count(*) as started,
        count(*) filter (where has_kpi) as kpi,
        count(*) filter (where has_baseline) as baseline,
        count(*) filter (where has_target) as target,
        count(*) filter (where is_tracked) as tracked,
        count(*) filter (where has_control) as control,
        count(*) filter (where has_evidenced) as evidenced,
    from facts.measurement
    where in_units(business_unit)
),

steps as (
    unpivot counted
    on kpi, baseline, target, tracked, control, evidenced
    into name step value initiatives
)

select
    step,
    initiatives,
    started,
    initiatives / nullif(started, 0) as share,
    wilson_low(initiatives, started) as low,
    wilson_high(initiatives, started) as high,
    case when started < setting('minimum_n') then 'few' else 'ok' end as state,
    list_position(['kpi', 'baseline', 'target', 'tracked', 'control', 'evidenced'], step) as stage_order,
from steps
where started > 0
order by stage_order
