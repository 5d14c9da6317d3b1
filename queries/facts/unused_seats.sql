-- What unused seats cost in a unit and quarter, tools in their first quarter apart (`in_grace`). Seats x price less the cost
-- says who uses them: so a tool whose use is hidden is in no sum of money, not even with the others hidden beside it, for
-- prices differ and the sum of users is told. `has_hidden`: such a tool was left out; `is_hidden`: nothing else is there.
with priced as (
    select
        use.business_unit,
        use.quarter_start,
        use.period,
        adoption.in_grace,
        use.is_hidden or adoption.is_small as is_few,
        adoption.shelfware,
        adoption.seats * adoption.seat_price * adoption.months / 12 as price,
    from facts.adoption as adoption
    inner join facts.tool_use as use
        on adoption.business_unit = use.business_unit
        and lower(trim(adoption.tool)) = use.tool_key
        and adoption.quarter_start = use.quarter_start
    where adoption.shelfware is not null
)

select
    business_unit,
    quarter_start,
    period,
    in_grace,
    sum(shelfware) filter (not is_few) as shelfware,
    sum(price) filter (not is_few) as price,
    bool_or(is_few) as has_hidden,
    bool_and(is_few) as is_hidden,
from priced
group by business_unit, quarter_start, period, in_grace
