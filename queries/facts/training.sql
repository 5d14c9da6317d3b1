-- A training cohort as at `until`: what the last list that names it says, and how long it has been followed. What its
-- people did is hidden (`is_hidden`) where they are few, or where it must go with such a cohort or unit.
with ranked as (
    select
        *,
        max(reporting_on) over (partition by business_unit) as last_list_on,
        row_number() over (partition by business_unit, cohort_id order by reporting_on desc, row_key desc) as place,
    from staging.training
),

cohorts as (
    select
        *,
        business_unit || '/' || cohort_id as cohort_key,
        datediff('day', started_on, last_list_on) as age_days,
        age_days >= setting('transfer_age_days') as is_old_enough,
        -- the cohorts that a rate counts
        is_old_enough and builders is not null as is_counted,
    from ranked
    where place = 1
),

units as (
    -- units are judged among those whose cohorts are as old: what is told of a young one must not tell it when it is older
    select
        business_unit,
        is_counted,
        must_hide(is_counted, business_unit, sum(trained), is_small_group(sum(trained))) as is_hidden,
    from cohorts
    group by business_unit, is_counted
),

judged as (
    select
        cohorts.row_key,
        cohorts.version,
        cohorts.sheet,
        cohorts.source_row,
        cohorts.cohort_key,
        cohorts.business_unit,
        cohorts.cohort_id,
        cohorts.started_on,
        quarter_label(cohorts.started_on) as period,
        cohorts.trained,
        cohorts.completed,
        cohorts.builders,
        cohorts.coached,
        cohorts.hours_per_person,
        cohorts.protected_hours_per_week,
        cohorts.first_build_on,
        cohorts.last_list_on as censored_on,
        cohorts.age_days,
        cohorts.is_old_enough,
        cohorts.first_build_on is not null as is_event,
        datediff('day', cohorts.started_on, coalesce(cohorts.first_build_on, cohorts.last_list_on)) as days_to_first_build,
        is_small_group(cohorts.trained) as is_small,
        cohorts.is_counted,
        units.is_hidden as is_unit_hidden,
        is_unit_hidden
        or must_hide(
            {'business_unit': cohorts.business_unit, 'is_counted': cohorts.is_counted},
            cohorts.cohort_key,
            cohorts.trained,
            is_small_group(cohorts.trained)
        ) as is_hidden,
    from cohorts
    inner join units using (business_unit, is_counted)
)

select
    *,
    -- hidden cohorts are added up with those that are shown only where they are not few together, and their unit is not hidden
    not is_hidden
    or (
        not is_unit_hidden
        and not is_small_group(sum(trained) filter (is_hidden) over (partition by business_unit, is_counted))
    ) as may_be_added,
from judged
