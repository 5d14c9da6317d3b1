-- When an initiative reached each stage, by all lists up to `until`.
with lists as (
    select * from facts.pilot_lists
)

select * from stage_dates('lists')
