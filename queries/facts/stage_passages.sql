-- One initiative's passage through one stage on the way to production: when it entered, how long it stayed (any way out
-- is the event), from when on it was watched.
with entries as (
    select
        initiative_key,
        business_unit,
        stage as stage_now,
        censored_on,
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
    from facts.initiatives
)

select
    initiative_key,
    business_unit,
    stage as curve,
    stage,
    entered_on,
    left_on,
    nullif(greatest(unit_first_list_on - entered_on, 0), 0) as entered_days,
    coalesce(left_on, censored_on) - entered_on as days,
    case when left_on is null then 'censored' else 'event' end as outcome,
from entries
where entered_on is not null and (left_on is not null or stage_now = stage)
