/*
title = "Permission gap"
question = "Do people know that they are allowed to?"
formula = "of a unit's answers in its last survey, the share of 4 and 5 is below 50 % by its whole 95 % interval. Exposed: the unit's access spend in the last four quarters"
unit = "money"
good = "down"
group = "human_gap"
order = 4
subjects = "units"
page = "adoption"
needs = ["survey.permission | survey.permission_4_5"]
remedy = "A one-page rule from compliance: what is allowed, what is not, whom to ask."
next_step = "Ask compliance and the unit's head to sign and send that page."
source = "The real AI gap isn't access, it's ability: Four gaps, Permission"
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
where question = 'permission' and in_units(business_unit)
