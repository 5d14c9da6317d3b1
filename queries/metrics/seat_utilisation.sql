/*
title = "Seats in use"
question = "Do people use what we pay for?"
page = "spend"
formula = """
sum of min(active users, seats) / sum of seats, in the last period; tools in their first quarter are left out, and so is \
what few people use"""
unit = "percent"
good = "up"
kind = "state"
leaves_out = true
needs = ["adoption.seats", "adoption.active_users"]
benchmarks = ["licence_adoption"]
rows = "adoption_rows"
note = "The quoted 20 to 35 % describes failure: being above it is no success."
*/
-- seats in use are no users: what is hidden is not added up, for beside the sum of users this one would tell them
select
    null as period,
    business_unit,
    sum(least(active_users, seats)) filter (not is_hidden) as numerator,
    sum(seats) filter (not is_hidden) as denominator,
    bool_or(is_hidden) as has_hidden,
    bool_and(is_hidden) as is_hidden,
from facts.tool_use
where is_latest and not in_grace and seats is not null and active_users is not null
group by all
