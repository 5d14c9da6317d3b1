/*
title = "Cost of an active user for a year"
question = "What do we pay for each person who uses it?"
formula = "sum of seats x price / active users, in the last period"
unit = "money"
good = "down"
kind = "state"
people = true
needs = ["adoption.seats", "adoption.seat_price", "adoption.active_users"]
rows = "adoption_rows"
*/
select
    null as period,
    business_unit,
    sum(seats * seat_price) as numerator,
    sum(active_users) as denominator,
    sum(seats) as people,
from facts.adoption
where is_latest and seats is not null and seat_price is not null and active_users is not null
group by all
