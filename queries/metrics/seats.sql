/*
title = "Seats paid for"
question = "Access or ability?"
page = "spend"
formula = "seats of every tool in the last quarter that is reported; user-seats: one person may hold several"
unit = "count"
good = "none"
kind = "state"
needs = ["adoption.seats"]
rows = "adoption_rows"
*/
select
    null as period,
    business_unit,
    sum(seats) as numerator,
    null as denominator,
from facts.adoption
where is_latest and seats is not null
group by all
