/*
title = "Stranded share of spend"
question = "Where does the money go, and what does it buy?"
page = "spend"
formula = "stranded spend / all actual spend, from the beginning"
unit = "percent"
good = "down"
kind = "to_date"
needs = ["spend.amount", "pilots.stage"]
rows = "cost_rows"
*/
select
    null as period,
    value_unit as business_unit,
    coalesce(sum(amount) filter (where position = 'stranded'), 0) as numerator,
    sum(amount) as denominator,
from facts.spend_positions
group by all
