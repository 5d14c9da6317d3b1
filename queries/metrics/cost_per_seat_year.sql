/*
title = "Cost of a seat for a year"
question = "What do we pay for each person who uses it?"
page = "spend"
formula = "sum of seats x price / seats, in the last period"
unit = "money"
good = "none"
kind = "state"
needs = ["adoption.seats", "adoption.seat_price"]
benchmarks = ["seat_price"]
rows = "adoption_rows"
*/
select
    null as period,
    business_unit,
    sum(seats * seat_price) as numerator,
    sum(seats) as denominator,
from facts.adoption
where is_latest and seats is not null and seat_price is not null
group by all
