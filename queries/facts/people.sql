-- People of a unit and function in a period. Hidden (`is_hidden`) where the function is small, or must go with a small one,
-- or its whole unit must be (`is_unit_hidden`): the units are judged among those that say as much, at the same time.
with listed as (
    select
        *,
        period_end = max(period_end) over (partition by business_unit) as is_latest,
        {
            'period_end': case when not is_latest then period_end end,
            'is_known': ai_builders is not null
        } as told,
    from staging.people
),

units as (
    select
        business_unit,
        told,
        must_hide(told, business_unit, sum(headcount), is_small_group(sum(headcount))) as is_hidden,
    from listed
    group by business_unit, told
)

select
    listed.row_key,
    listed.version,
    listed.sheet,
    listed.source_row,
    listed.business_unit,
    coalesce(listed.function, 'all functions') as function,
    listed.period,
    listed.period_end,
    listed.quarter_start,
    listed.quarter_end,
    listed.headcount,
    listed.ai_builders as builders,
    listed.ai_engineers as engineers,
    listed.ai_leaders as leaders,
    listed.permission_to_deploy,
    listed.open_ai_roles,
    listed.open_roles_days,
    listed.builders_left,
    listed.is_latest,
    units.is_hidden as is_unit_hidden,
    units.is_hidden
    or must_hide(
        {'business_unit': listed.business_unit, 'period_end': listed.period_end, 'told': listed.told},
        {'function': listed.function, 'row_key': listed.row_key},
        listed.headcount,
        is_small_group(listed.headcount)
    ) as is_hidden,
from listed
inner join units using (business_unit, told)
