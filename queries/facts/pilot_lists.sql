-- Each row of the lists of initiatives up to `until`, with the unit whose initiative it is beside the one that listed it
-- (`listed_by`). An id that is gone from a unit's last list and first stood on another's after that, by the same name, moved:
-- from its beginning it is the last unit's, unless a setting says that it is another one. An id that two units list at
-- the same time is two initiatives.
with listed as (
    select
        *,
        max(reporting_on) over (partition by business_unit, feed) as last_list_on,
    from staging.pilots
),

stays as (
    select
        initiative_id,
        business_unit,
        min(reporting_on) as first_on,
        max(reporting_on) as last_on,
        max(last_list_on) > last_on as is_gone,
        lower(trim(arg_min(name, reporting_on))) as first_name,
        lower(trim(arg_max(name, reporting_on))) as last_name,
    from listed
    group by initiative_id, business_unit
),

followed as (
    select
        *,
        coalesce(
            lag(is_gone) over one_id
            and lag(last_on) over one_id < first_on
            and lag(last_name) over one_id = first_name
            and not is_among(initiative_id, setting_text('separate_initiatives')),
            false
        ) as has_moved_here,
    from stays
    window one_id as (partition by initiative_id order by first_on, last_on, business_unit)
),

moves as (
    select
        *,
        count(*) filter (not has_moved_here) over (
            partition by initiative_id
            order by first_on, last_on, business_unit
        ) as one,
    from followed
),

owned as (
    select
        initiative_id,
        business_unit as listed_by,
        last_value(business_unit) over (
            partition by initiative_id, one
            order by first_on, last_on, business_unit
            rows between unbounded preceding and unbounded following
        ) as owner_unit,
    from moves
)

select
    owned.owner_unit || '/' || lists.initiative_id as initiative_key,
    lists.* replace (owned.owner_unit as business_unit),
    owned.listed_by,
from staging.pilots as lists
inner join owned on lists.business_unit = owned.listed_by and lists.initiative_id = owned.initiative_id
