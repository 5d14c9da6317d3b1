-- Every id of an initiative listed up to `until`, as a sheet may write it: the initiative it means in each unit, and
-- the only one it can mean where no other unit uses the id.
with listed as (
    select
        lower(trim(initiative_id)) as written_id,
        business_unit,
        min(business_unit || '/' || initiative_id) as initiative_key,
    from staging.pilots
    group by written_id, business_unit
)

select
    written_id,
    map(list(business_unit), list(initiative_key)) as keys,
    case when count(*) = 1 then any_value(initiative_key) end as only_key,
    case when count(*) = 1 then any_value(business_unit) end as only_unit,
from listed
where written_id <> ''
group by written_id
