-- Every initiative ever listed up to `until`, by its id as a sheet may write it; `is_only` where no other unit uses the id.
with listed as (
    select distinct
        lower(trim(initiative_id)) as written,
        business_unit,
        business_unit || '/' || initiative_id as initiative_key,
    from staging.pilots
)

select
    written,
    business_unit,
    min(initiative_key) as initiative_key,
    count(*) over (partition by written) = 1 as is_only,
from listed
group by written, business_unit
