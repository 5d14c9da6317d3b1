-- How long a stage takes, by all that entered it, gone on or not; and beyond how many days an initiative is stalled:
-- the stage's own quantile, or its setting where too few have left it or the quantile is not reached.
with passages as (
    select * from facts.stage_passages
),

counted as (
    select
        curve as stage,
        cast(sum(events) as bigint) as exits,
        min(day) filter (where survival <= 0.5 + 1e-9) as p50,
        min(day) filter (where survival <= 1 - setting('stage_quantile') + 1e-9) as p85,
    from survival('passages')
    group by curve
),

stages as (
    select
        unnest([
            {'stage': 'idea', 'set_days': setting('stage_days_idea')},
            {'stage': 'pilot', 'set_days': setting('stage_days_pilot')},
            {'stage': 'proven', 'set_days': setting('stage_days_proven')},
            {'stage': 'approved', 'set_days': setting('stage_days_approved')},
        ], recursive := true),
)

select
    stages.stage,
    coalesce(counted.exits, 0) as exits,
    counted.p50,
    counted.p85,
    coalesce(counted.exits, 0) >= setting('stage_minimum_exits') and counted.p85 is not null as is_own,
    cast(case when is_own then counted.p85 else stages.set_days end as bigint) as limit_days,
from stages
left join counted using (stage)
