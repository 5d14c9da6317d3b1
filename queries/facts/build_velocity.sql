-- How much faster a unit's teams build by now: days from start to going live of a team's first build over those of its
-- latest, up to the fifth; the median of its teams.
with builds as (
    select
        deployments.business_unit,
        deployments.built_by_team as team,
        datediff('day', initiatives.started_on, deployments.went_live_on) as days,
        row_number() over (
            partition by deployments.business_unit, deployments.built_by_team
            order by deployments.went_live_on, deployments.deployment_key
        ) as place,
    from facts.deployments as deployments
    inner join facts.stage_dates as initiatives using (initiative_key)
    where
        deployments.built_by_team is not null
        and deployments.built_by in ('internal', 'hybrid')
        and initiatives.started_on < deployments.went_live_on
),

teams as (
    select
        business_unit,
        team,
        count(*) as builds,
        arg_min(days, place) / arg_max(days, place) as multiple,
    from builds
    where place <= 5
    group by business_unit, team
    having count(*) >= 2
)

select
    business_unit,
    count(*) as teams,
    sum(builds) as builds,
    median(multiple) as multiple,
from teams
group by business_unit
