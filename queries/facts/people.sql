-- People of a unit and function in a period. Hidden (`is_hidden`) where the function is small, or must go with a small one.
select
    row_key,
    version,
    sheet,
    source_row,
    business_unit,
    coalesce(function, 'all functions') as function,
    period,
    quarter_start,
    quarter_end,
    headcount,
    ai_builders as builders,
    ai_engineers as engineers,
    ai_leaders as leaders,
    permission_to_deploy,
    open_ai_roles,
    open_roles_days,
    builders_left,
    period_end = max(period_end) over (partition by business_unit) as is_latest,
    must_hide(
        {'business_unit': business_unit, 'period_end': period_end},
        {'function': function, 'row_key': row_key},
        headcount,
        is_small_group(headcount)
    ) as is_hidden,
from staging.people
