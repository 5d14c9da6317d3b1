-- One initiative's decision, approved for production or stopped on the way, and how many of its unit's that had started
-- were stopped before. Decisions made before the unit's first list are left out: what was stopped then was never listed.
with decided as (
    select
        initiative_key,
        business_unit,
        unit_first_list_on,
        least(approved_on, production_on, scaled_on) as approved_on,
        coalesce(stopped_on, retired_on) as stopped_on,
    from facts.initiatives
    where ever_started
),

judged as (
    select
        initiative_key,
        business_unit,
        approved_on is not null as is_approved,
        coalesce(approved_on, stopped_on) as decided_on,
    from decided
    where coalesce(approved_on, stopped_on) > unit_first_list_on
),

stops as (
    select
        business_unit,
        stopped_on,
    from facts.initiatives
    where is_stopped and ever_started and stopped_on is not null
),

counted as (
    select
        judged.initiative_key,
        count(stops.stopped_on) as earlier_stops,
    from judged
    left join stops on judged.business_unit = stops.business_unit and stops.stopped_on < judged.decided_on
    group by judged.initiative_key
)

select
    judged.*,
    counted.earlier_stops,
    case when counted.earlier_stops = 0 then '0' when counted.earlier_stops <= 2 then '1–2' else '3 or more' end as stops_before,
from judged
inner join counted using (initiative_key)
