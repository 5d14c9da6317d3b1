/*
title = "Paid for and not used"
question = "What do unused seats cost?"
page = "spend"
formula = "max(0, seats - active users) x seat price x length of the period; tools in their first quarter are left out, and so is what few people use"
unit = "money"
good = "down"
kind = "flow"
leaves_out = true
needs = ["adoption.seats", "adoption.active_users", "adoption.seat_price"]
rows = "adoption_rows"
*/
select
    period,
    business_unit,
    shelfware as numerator,
    null as denominator,
    has_hidden,
    is_hidden,
from facts.unused_seats
where not in_grace
