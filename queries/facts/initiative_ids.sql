-- Every id of an initiative listed up to `until`, as a sheet may write it: the initiative it means in each unit that ever
-- listed it and whose that is, and the only one it can mean where it is the id of no other.
with listed as (
    select
        lower(trim(initiative_id)) as written_id,
        listed_by,
        min(business_unit) as owner_unit,
        min(initiative_key) as initiative_key,
    from facts.pilot_lists
    group by written_id, listed_by
)

select
    written_id,
    map(list(listed_by), list(initiative_key)) as keys,
    map(list(listed_by), list(owner_unit)) as owners,
    case when count(distinct initiative_key) = 1 then any_value(initiative_key) end as only_key,
    case when count(distinct initiative_key) = 1 then any_value(owner_unit) end as only_unit,
from listed
where written_id <> ''
group by written_id
