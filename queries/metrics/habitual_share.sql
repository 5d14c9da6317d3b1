/*
title = "Habitual users, of the active"
question = "Access or ability?"
formula = "habitual users / active users, in the last period; users of several tools count with each"
unit = "percent"
good = "up"
kind = "state"
needs = ["adoption.habitual_users", "adoption.active_users"]
rows = "adoption_rows"
*/
select
    null as period,
    business_unit,
    sum(habitual_users) as numerator,
    sum(active_users) as denominator,
from facts.adoption
where is_latest and habitual_users is not null and active_users is not null
group by all
