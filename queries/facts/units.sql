-- A business unit with anything known up to `until`, and how many people it has: by its people sheet, otherwise the most
-- that one of its tools is meant for.
with known as (
    select distinct business_unit
    from ledger.live_parts
    where
        business_unit <> ''
        and dataset not in ('targets', 'rates')
        and period_end <= getvariable('until')
),

staff as (
    select business_unit, sum(headcount) as headcount
    from facts.people
    where is_latest
    group by business_unit
),

reached as (
    select business_unit, max(headcount) as headcount
    from facts.adoption
    where is_latest
    group by business_unit
)

select
    known.business_unit,
    coalesce(staff.headcount, reached.headcount) as headcount,
from known
left join staff using (business_unit)
left join reached using (business_unit)
