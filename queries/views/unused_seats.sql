/*
title = "What unused seats cost, quarter by quarter"
question = "What do unused seats cost?"
page = "spend"
formula = """
max(0, seats - active users) x seat price x length of the period; tools in their first quarter apart, as grace; \
units of few people are in it only where they cannot be worked out"""
unit = "money"
needs = ["adoption.seats", "adoption.active_users", "adoption.seat_price"]
rows = "adoption_rows"
*/
with shown as (
    select *
    from facts.unused_seats
    where in_units(business_unit) and in_periods(quarter_start)
    window whole as (partition by quarter_start, in_grace)
    qualify
        not is_hidden
        or (
            count_if(is_hidden) over whole = hidden_units
            and not is_small_group(sum(people) filter (is_hidden) over whole)
        )
)

select
    period,
    quarter_start,
    coalesce(sum(shelfware) filter (where not in_grace), 0) as shelfware,
    coalesce(sum(shelfware) filter (where in_grace), 0) as grace,
    sum(price) as price,
from shown
group by all
order by quarter_start
