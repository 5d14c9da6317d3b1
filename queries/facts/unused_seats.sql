-- What unused seats cost in a unit and quarter, tools in their first quarter apart (`in_grace`), and how many people stand
-- behind it. Seats x price less the cost says who uses them: so tools whose use is hidden are in it only all together, and
-- a unit of few people is hidden with enough others; `hidden_units` says how many are.
with priced as (
    select
        use.business_unit,
        use.tool_key,
        use.quarter_start,
        use.period,
        adoption.in_grace,
        use.is_hidden,
        use.hidden_rows,
        any_value(use.people) as people,
        sum(adoption.shelfware) as shelfware,
        sum(adoption.seats * adoption.seat_price * adoption.months / 12) as price,
    from facts.adoption as adoption
    inner join facts.tool_use as use
        on adoption.business_unit = use.business_unit
        and lower(trim(adoption.tool)) = use.tool_key
        and adoption.quarter_start = use.quarter_start
    where adoption.shelfware is not null
    group by all
),

added as (
    select
        business_unit,
        quarter_start,
        period,
        in_grace,
        sum(people) as people,
        sum(shelfware) as shelfware,
        sum(price) as price,
    from (
        from priced
        qualify not is_hidden or count_if(is_hidden) over (partition by quarter_start, in_grace) = hidden_rows
    )
    group by all
),

judged as (
    select
        *,
        must_hide(
            {'quarter_start': quarter_start, 'in_grace': in_grace}, business_unit, people, is_small_group(people)
        ) as is_hidden,
    from added
)

select
    *,
    count_if(is_hidden) over (partition by quarter_start, in_grace) as hidden_units,
from judged
