-- A build: an initiative that a team of ours, alone or with a vendor, has put live or has been working on since it
-- started. `number` is its place among the team's builds in the order they started. Open ones count the days so far, to
-- the last list that names them; what was stopped before it went live is no build. The team is the one the registry
-- names; for what is not in the registry its owner, where that is a team, or else the only team of its unit.
with released as (
    select
        initiative_key,
        arg_min(built_by_team, went_live_on) as team,
        min(went_live_on) as went_live_on,
        arg_min(
            {'version': version, 'sheet': sheet, 'source_row': source_row},
            went_live_on
        ) as listed,
    from facts.deployments
    where built_by in ('internal', 'hybrid') and built_by_team is not null and went_live_on is not null
    group by initiative_key
),

teams as (
    select
        initiatives.business_unit,
        released.team,
        count(*) over (partition by initiatives.business_unit) as of_unit,
    from released
    inner join facts.stage_dates as initiatives using (initiative_key)
    group by initiatives.business_unit, released.team
),

begun as (
    select
        initiatives.business_unit,
        initiatives.initiative_key,
        initiatives.initiative_id,
        initiatives.name,
        coalesce(released.team, owning.team, only_one.team) as team,
        initiatives.started_on,
        coalesce(released.went_live_on, initiatives.production_on) as went_live_on,
        initiatives.censored_on,
        coalesce(
            released.listed,
            {'version': initiatives.version, 'sheet': initiatives.sheet, 'source_row': initiatives.source_row}
        ) as listed,
    from facts.initiatives as initiatives
    left join released using (initiative_key)
    left join teams as owning
        on initiatives.business_unit = owning.business_unit and lower(trim(initiatives.owner)) = lower(trim(owning.team))
    left join teams as only_one
        on initiatives.business_unit = only_one.business_unit and only_one.of_unit = 1
    where
        initiatives.started_on is not null
        and (
            released.initiative_key is not null
            or (
                initiatives.built_by in ('internal', 'hybrid')
                and (initiatives.production_on is not null or initiatives.stage in ('pilot', 'proven', 'approved'))
            )
        )
)

select
    business_unit,
    team,
    initiative_key,
    initiative_id,
    name,
    row_number() over (
        partition by business_unit, team order by started_on, went_live_on nulls last, initiative_key
    ) as number,
    started_on,
    went_live_on,
    went_live_on is not null as is_finished,
    datediff('day', started_on, coalesce(went_live_on, censored_on)) as days,
    listed.version as version,
    listed.sheet as sheet,
    listed.source_row as source_row,
from begun
where team is not null and coalesce(went_live_on, censored_on) > started_on
