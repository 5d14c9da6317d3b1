-- How long a stage takes, by all that entered it, gone on or not, as the quarter before `until` ended: what was listed and
-- had happened by then. An initiative is stalled beyond `limit_days`: 85 % of all were gone by then (`p85`), yet never
-- beyond the stage's setting, nor within half of it; the setting where too few have left or the quantile is not reached.
with lists as (
    select * from facts.pilot_lists
    where reporting_on < quarter_start(cast(getvariable('until') as date))
),

-- When an initiative entered a stage on the way to production, and left it; any way out is the event.
entries as (
    select
        stage as stage_now,
        last_listed_on,
        unit_first_list_on,
        unnest([
            {
                'stage': 'idea',
                'entered_on': idea_on,
                'left_on': least(started_on, proven_on, approved_on, production_on, scaled_on, stopped_on, retired_on),
            },
            {
                'stage': 'pilot',
                'entered_on': started_on,
                'left_on': least(proven_on, approved_on, production_on, scaled_on, stopped_on, retired_on),
            },
            {
                'stage': 'proven',
                'entered_on': proven_on,
                'left_on': least(approved_on, production_on, scaled_on, stopped_on, retired_on),
            },
            {
                'stage': 'approved',
                'entered_on': approved_on,
                'left_on': least(production_on, scaled_on, stopped_on, retired_on),
            },
        ], recursive := true),
    from stage_dates('lists')
),

passages as (
    select
        stage as curve,
        nullif(greatest(unit_first_list_on - entered_on, 0), 0) as entered_days,
        coalesce(left_on, last_listed_on) - entered_on as days,
        case when left_on is null then 'censored' else 'event' end as outcome,
    from entries
    where entered_on is not null and (left_on is not null or stage_now = stage)
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
    case
        when coalesce(counted.exits, 0) < setting('stage_minimum_exits') or counted.p85 is null then 'no history'
        when counted.p85 > stages.set_days then 'setting'
        when counted.p85 < stages.set_days // 2 then 'half the setting'
        else 'history'
    end as limit_from,
    cast(
        case limit_from
            when 'history' then counted.p85
            when 'half the setting' then stages.set_days // 2
            else stages.set_days
        end
        as bigint
    ) as limit_days,
from stages
left join counted using (stage)
