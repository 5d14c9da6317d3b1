/*
title = "What unused seats cost, quarter by quarter"
question = "What do unused seats cost?"
formula = """
max(0, seats - active users) x seat price x length of the period; tools in their first quarter apart, as grace"""
unit = "money"
needs = ["adoption.seats", "adoption.active_users", "adoption.seat_price"]
rows = "adoption_rows"
*/
select
    period,
    quarter_start,
    coalesce(sum(shelfware) filter (where not in_grace), 0) as shelfware,
    coalesce(sum(shelfware) filter (where in_grace), 0) as grace,
    sum(seats * seat_price * months / 12) as price,
from facts.adoption
where shelfware is not null and in_units(business_unit) and in_periods(quarter_start)
group by all
order by quarter_start
