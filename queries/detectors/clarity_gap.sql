/*
title = "Clarity gap"
question = "Do people know where AI fits in their own job?"
formula = "of a unit's answers in its last survey, the share of 4 and 5 is below 50 % by its whole 95 % interval. Exposed: the unit's access spend in the last four quarters"
unit = "money"
good = "down"
group = "human_gap"
order = 2
subjects = "units"
page = "adoption"
needs = ["survey.clarity | survey.clarity_4_5"]
remedy = "Say for each role which three tasks start with AI."
next_step = "Ask each manager for the three tasks of their team."
source = "The real AI gap isn't access, it's ability: Four gaps, Clarity"
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
where question = 'clarity' and in_units(business_unit)
