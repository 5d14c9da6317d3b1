-- Where a unit stands as at `until`: ability to use and capacity to build, each from 0 to 1. A part that is not known drops
-- out and the others weigh more; `ability_known` and `capacity_known` say how much of the weight is.
with measured as (
    select
        business_unit,
        unit_level as level,
        unit_level < 3 and count(*) filter (level = unit_level + 1 and state = 'missed') = 0 as is_at_least,
        max(measured) filter (gate = 'habitual_share') as habitual,
        max(measured) filter (gate = 'workflows_redesigned') as workflows,
        max(measured) filter (gate = 'internal_live') as internal,
        max(measured) filter (gate = 'internally_maintained') as maintained,
        max(measured) filter (gate = 'builders') as builders,
    from facts.gates
    group by business_unit, unit_level
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
        measured.business_unit,
        measured.level,
        measured.is_at_least,
        unnest([
            {
                'axis': 'ability', 'part': 'habitual', 'weight': setting('position_habitual'),
                'value': measured.habitual
            },
            {
                'axis': 'ability', 'part': 'workflows', 'weight': setting('position_workflows'),
                'value': measured.workflows / setting('full_workflows')
            },
            {
                'axis': 'ability', 'part': 'survey', 'weight': setting('position_survey'),
                'value': surveyed.survey
            },
            {
                'axis': 'capacity', 'part': 'internal', 'weight': setting('position_internal'),
                'value': measured.internal / setting('full_internal')
            },
            {
                'axis': 'capacity', 'part': 'maintained', 'weight': setting('position_maintained'),
                'value': measured.maintained
            },
            {
                'axis': 'capacity', 'part': 'builders', 'weight': setting('position_builders'),
                'value': measured.builders / setting('full_builders')
            },
            {
                'axis': 'capacity', 'part': 'velocity', 'weight': setting('position_velocity'),
                'value': velocity.multiple / setting('full_velocity')
            }
        ], recursive := true),
    from measured
    left join surveyed using (business_unit)
    left join facts.build_velocity as velocity using (business_unit)
),

placed as (
    select
        business_unit,
        level,
        is_at_least,
        axis,
        sum(weight * least(1, value)) filter (value is not null)
        / nullif(sum(weight) filter (value is not null), 0) as place,
        coalesce(sum(weight) filter (value is not null), 0) / nullif(sum(weight), 0) as known,
        list(part order by weight desc) filter (value is null) as left_out,
    from parts
    group by business_unit, level, is_at_least, axis
),

spanned as (
    select
        business_unit,
        level,
        is_at_least,
        max(place) filter (axis = 'ability') as ability,
        max(place) filter (axis = 'capacity') as capacity,
        max(known) filter (axis = 'ability') as ability_known,
        max(known) filter (axis = 'capacity') as capacity_known,
        flatten(list(left_out order by axis)) as left_out,
    from placed
    group by business_unit, level, is_at_least
)

select
    spanned.*,
    unit_spend.spent,
from spanned
left join facts.unit_spend as unit_spend using (business_unit)
