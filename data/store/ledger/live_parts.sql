-- The parts that stand as of a version; a candidate upload, where one is set, stands above them all.
with known as (
    select dataset, feed, business_unit, period_start, period_end, version, part_id, origin
    from store.parts
    where version <= getvariable('as_of')
    union all
    select dataset, feed, business_unit, period_start, period_end, version, part_id, origin
    from pending.parts
    where candidate = getvariable('candidate') and getvariable('as_of') is not null
),

latest as (
    select
        dataset,
        feed,
        business_unit,
        period_start,
        period_end,
        arg_max(part_id, version) as part_id,
        arg_max(origin, version) as origin,
    from known
    group by all
)

select *
from latest
where part_id <> 0
