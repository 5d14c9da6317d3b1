-- The parts a unit's place on the map is made of, as at `until`: what each measures, how near it is to full marks (`value`, 0
-- to 1), its weight (settings), the weight it has where other parts are not known, and the points it brings. What is
-- measured of few people, or must be hidden with it, is as good as not known.
with measured as (
    select
        business_unit,
        max(numerator / nullif(denominator, 0)) filter (gate = 'habitual_share') as habitual,
        max(numerator) filter (gate = 'workflows_redesigned') as workflows,
        max(numerator) filter (gate = 'internal_live') as internal,
        max(numerator / nullif(denominator, 0)) filter (gate = 'internally_maintained') as maintained,
        max(numerator) filter (gate = 'builders') as builders,
    from facts.unit_measures
    where not is_hidden
    group by business_unit
),

units as (
    select distinct business_unit
    from facts.unit_measures
),

surveyed as (
    -- the share agreeing, or where only averages are given how far the mean is up the scale from 1 to 5
    select
        business_unit,
        avg(coalesce(share_agreeing, (mean_score - 1) / 4)) as survey,
    from facts.survey
    where is_latest and not is_hidden and question in ('confidence', 'clarity', 'skill', 'permission')
    group by business_unit
),

parts as (
    select
        units.business_unit,
        unnest([
            {
                'axis': 'ability', 'position': 1, 'part': 'habitual', 'weight': setting('position_habitual'),
                'measured': measured.habitual, 'full_marks': cast(1 as double)
            },
            {
                'axis': 'ability', 'position': 2, 'part': 'workflows', 'weight': setting('position_workflows'),
                'measured': measured.workflows, 'full_marks': setting('full_workflows')
            },
            {
                'axis': 'ability', 'position': 3, 'part': 'survey', 'weight': setting('position_survey'),
                'measured': surveyed.survey, 'full_marks': 1
            },
            {
                'axis': 'capacity', 'position': 4, 'part': 'internal', 'weight': setting('position_internal'),
                'measured': measured.internal, 'full_marks': setting('full_internal')
            },
            {
                'axis': 'capacity', 'position': 5, 'part': 'maintained', 'weight': setting('position_maintained'),
                'measured': measured.maintained, 'full_marks': 1
            },
            {
                'axis': 'capacity', 'position': 6, 'part': 'builders', 'weight': setting('position_builders'),
                'measured': measured.builders, 'full_marks': setting('full_builders')
            },
            {
                'axis': 'capacity', 'position': 7, 'part': 'velocity', 'weight': setting('position_velocity'),
                'measured': velocity.multiple, 'full_marks': setting('full_velocity')
            }
        ], recursive := true),
    from units
    left join measured using (business_unit)
    left join surveyed using (business_unit)
    left join facts.build_velocity as velocity using (business_unit)
),

marked as (
    select
        *,
        -- `least` passes over what is null
        case when measured is not null then least(1, measured / full_marks) end as value,
    from parts
)

select
    *,
    case
        when value is not null
            then weight / nullif(sum(weight) filter (value is not null) over (partition by business_unit, axis), 0)
    end as weight_used,
    value * weight_used as points,
from marked
