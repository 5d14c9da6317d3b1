/*
title = "Gone from the list"
question = "Which initiatives does the last list no longer name?"
page = "funnel"
formula = "initiatives on an earlier list of their unit and not on its last one; they stay in every denominator, followed to the last list that names them"
needs = ["pilots.stage"]
rows = "initiative_rows"
*/
select
    business_unit,
    initiative_id,
    name,
    stage,
    started_on,
    last_listed_on,
from facts.initiatives
where is_vanished and in_units(business_unit)
order by last_listed_on desc, business_unit, name
