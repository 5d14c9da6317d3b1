/*
title = "What unused seats cost, quarter by quarter"
question = "What do unused seats cost?"
page = "spend"
formula = """
max(0, seats - active users) x seat price x length of the period; tools in their first quarter apart, as grace; \
what few people use is left out, and of how many units"""
unit = "money"
needs = ["adoption.seats", "adoption.active_users", "adoption.seat_price"]
rows = "adoption_rows"
*/
select
    period,
    quarter_start,
    coalesce(sum(shelfware) filter (where not in_grace), 0) as shelfware,
    coalesce(sum(shelfware) filter (where in_grace), 0) as grace,
    sum(price) as price,
    count(distinct business_unit) filter (has_hidden) as left_out,
from facts.unused_seats
where in_units(business_unit) and in_periods(quarter_start)
group by all
having not bool_and(is_hidden)
order by quarter_start
