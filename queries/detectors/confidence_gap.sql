/*
title = "Confidence gap"
question = "Are people afraid to look uninformed?"
formula = "of a unit's answers in its last survey, the share of 4 and 5 is below 50 % by its whole 95 % interval. Exposed: the unit's access spend in the last four quarters"
unit = "money"
good = "down"
group = "human_gap"
order = 1
subjects = "units"
page = "adoption"
needs = ["survey.confidence | survey.confidence_4_5"]
remedy = "Practice with a coach, in private, on their own work."
next_step = "Offer one-to-one coaching to the teams with the lowest scores."
source = "The real AI gap isn't access, it's ability: Four gaps, Confidence"
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
where question = 'confidence' and in_units(business_unit)
