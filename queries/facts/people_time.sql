-- The hours people of a unit spent on learning and building, as far as the training sheet carries them: trained x hours
-- a person, and for those who build, their protected hours a week from the cohort's start to the unit's last list. A
-- cohort whose builders may not be shown is left out of the building hours: they would tell how many build. Of the training
-- hours only a cohort is left out whose people would follow from them.
select
    business_unit,
    sum(trained * hours_per_person) filter (where not is_hidden or (may_be_added and is_complete)) as training_hours,
    sum(builders * protected_hours_per_week * greatest(0, datediff('day', started_on, censored_on)) / 7)
        filter (where not is_hidden) as building_hours,
from (
    select
        *,
        bool_and(hours_per_person is not null) filter (is_hidden) over (partition by business_unit, is_counted) as is_complete,
    from facts.training
)
group by business_unit
