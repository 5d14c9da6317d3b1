-- One initiative's time on the way to production, as far as it was watched: from its start (or from its unit's first list,
-- where it was on the way by then) to production, a stop or the list it was gone from. No end: on the way still.
-- Not here: those without a usable start or end, and those that ended before they were first listed.
with lists as (
    select distinct
        listed_by,
        reporting_on,
    from facts.pilot_lists
),

gone as (
    select
        initiatives.initiative_key,
        min(lists.reporting_on) as gone_on,
    from facts.initiatives as initiatives
    inner join lists
        on initiatives.business_unit = lists.listed_by and initiatives.last_listed_on < lists.reporting_on
    where initiatives.is_vanished
    group by initiatives.initiative_key
)

select
    initiative_key,
    business_unit,
    is_survivor_cohort as was_on_the_way,
    unit_last_list_on,
    started_on + coalesce(cast(entered_days as integer), 0) as entered_on,
    case outcome
        when 'event' then 'production'
        when 'competing' then 'stopped'
        else case when gone.gone_on is not null then 'gone' end
    end as left_as,
    case
        when outcome in ('event', 'competing') then started_on + cast(days as integer)
        else gone.gone_on
    end as left_on,
from facts.conversions
left join gone using (initiative_key)
where left_out is null and days > coalesce(entered_days, -1)
