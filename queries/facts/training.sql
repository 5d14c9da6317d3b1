-- A training cohort as at `until`: what the last list that names it says, and how long it has been followed.
with ranked as (
    select
        *,
        max(reporting_on) over (partition by business_unit) as last_list_on,
        row_number() over (partition by business_unit, cohort_id order by reporting_on desc, row_key desc) as place,
    from staging.training
)

select
    row_key,
    version,
    sheet,
    source_row,
    business_unit || '/' || cohort_id as cohort_key,
    business_unit,
    cohort_id,
    started_on,
    quarter_label(started_on) as period,
    trained,
    completed,
    builders,
    coached,
    hours_per_person,
    protected_hours_per_week,
    first_build_on,
    last_list_on as censored_on,
    datediff('day', started_on, last_list_on) as age_days,
    datediff('day', started_on, last_list_on) >= setting('transfer_age_days') as is_old_enough,
    first_build_on is not null as is_event,
    datediff('day', started_on, coalesce(first_build_on, last_list_on)) as days_to_first_build,
from ranked
where place = 1
