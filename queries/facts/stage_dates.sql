-- When an initiative reached each stage, by all lists up to `until`.
with lists as (
    select * from staging.pilots
)

select * from stage_dates('lists')
