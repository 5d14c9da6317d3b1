/*
title = "Workflows redesigned"
question = "Access or ability?"
page = "adoption"
formula = "documented workflows in which AI is the default first step, in the last period"
unit = "count"
good = "up"
kind = "state"
needs = ["adoption.workflows_redesigned"]
rows = "adoption_rows"
*/
select
    null as period,
    business_unit,
    sum(workflows_redesigned) as numerator,
    null as denominator,
from facts.adoption
where is_latest and workflows_redesigned is not null
group by all
