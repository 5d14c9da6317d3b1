/*
title = "Proofs of concept shown"
question = "How many pilots reach production?"
page = "return"
formula = "initiatives that ever were proven, or came further, from the beginning"
unit = "count"
good = "none"
kind = "to_date"
needs = ["pilots.stage"]
rows = "initiative_rows"
*/
select
    null as period,
    business_unit,
    count(*) filter (where furthest >= 2) as numerator,
    null as denominator,
from facts.initiatives
where furthest is not null
group by all
