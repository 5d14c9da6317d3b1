/*
title = "Skill gap"
question = "Can people get a good result?"
formula = "of a unit's answers in its last survey, the share of 4 and 5 is below 50 % by its whole 95 % interval. Exposed: the unit's access spend in the last four quarters"
unit = "money"
good = "down"
group = "human_gap"
order = 3
subjects = "units"
page = "adoption"
needs = ["survey.skill | survey.skill_4_5"]
remedy = "Practice on real work until it is a habit; not another course."
next_step = "Replace the next course by coached hours on a live workflow."
source = "The real AI gap isn't access, it's ability: Four gaps, Skill"
*/
select
    business_unit,
    'unit' as subject_kind,
    business_unit as subject_id,
    business_unit as subject_name,
    severity,
    exposed,
    evidence,
    spend_rows,
from facts.human_gaps
where question = 'skill' and in_units(business_unit)
