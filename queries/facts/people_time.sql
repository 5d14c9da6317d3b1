-- The hours people of a unit spent on learning and building, as far as the training sheet carries them: trained x hours
-- a person, and for those who build, their protected hours a week from the cohort's start to the unit's last list. A
-- cohort whose builders may not be shown is left out of the building hours: they would tell how many build.
select
    business_unit,
    sum(trained * hours_per_person) as training_hours,
    sum(builders * protected_hours_per_week * greatest(0, datediff('day', started_on, censored_on)) / 7)
        filter (where not is_hidden) as building_hours,
from facts.training
group by business_unit
