-- What each gate measures in a unit as at `until`: a count, or cases out of cases. Null is not known. `people` are those a
-- count or share of people stands for: hidden (`is_hidden`) where they are few (`is_small`), or must go with such a unit.
with units as (
    select distinct business_unit
    from ledger.live_parts
    where
        business_unit <> ''
        and dataset not in ('targets', 'rates', 'units')
        and period_end <= getvariable('until')
),

adopted as materialized (
    select *
    from facts.adoption
    where is_latest
),

initiatives as materialized (
    select *
    from facts.initiatives
),

deployments as materialized (
    select *
    from facts.deployments
),

seats as (
    select
        business_unit,
        max(headcount) as headcount,
        max(active_users) as active_users,
        sum(least(active_users, seats)) filter (not in_grace and seats is not null and active_users is not null)
            as seats_used,
        sum(seats) filter (not in_grace and active_users is not null) as seats,
        sum(workflows_redesigned) as workflows_redesigned,
        sum(habitual_users) filter (active_users is not null) as habitual_users,
        sum(active_users) filter (habitual_users is not null) as active_of_habitual,
    from adopted
    group by business_unit
),

-- the people the figures of use stand for, as everywhere
users as (
    select
        business_unit,
        sum(people) as people_of_use,
        bool_and(is_hidden) as is_use_hidden,
    from facts.tool_use
    where is_latest
    group by business_unit
),

pilots as (
    select
        business_unit,
        count(*) filter (ever_started) as started,
        count(*) filter (ever_started and nullif(trim(kpi), '') is not null) as with_kpi,
        bool_or(is_live) as has_live,
    from initiatives
    group by business_unit
),

kpis as (
    -- a column nobody fills in is not known; one that others fill in is a "no" where it is blank
    select coalesce(bool_or(nullif(trim(kpi), '') is not null), false) as are_known
    from initiatives
),

baselines as (
    select
        coalesce((select bool_or(is_measure_stated) from deployments), false)
        or coalesce((select bool_or(kpi_baseline is not null or kpi_baseline_on is not null) from initiatives), false)
            as are_known,
),

registry as (
    select
        deployments.business_unit,
        max(deployments.active_users) filter (deployments.is_live) as active_users,
        count(*) filter (deployments.is_live) as live,
        count(*) filter (deployments.is_live and deployments.built_by is not null) as live_of_known_builder,
        count(*) filter (deployments.is_live and deployments.built_by = 'internal') as internal,
        count(*) filter (deployments.is_live and deployments.maintained_by is not null) as live_of_known_maintainer,
        count(*) filter (deployments.is_live and deployments.maintained_by = 'internal') as kept_inside,
        count(*) filter (
            deployments.is_live
            and (
                deployments.has_baseline_of_its_own
                or initiatives.kpi_baseline is not null
                or initiatives.kpi_baseline_on is not null
            )
        ) as with_baseline,
    from deployments
    left join initiatives using (initiative_key)
    group by deployments.business_unit
),

-- a unit whose list of initiatives shows nothing live, and that is in no registry, has nothing live
nothing_live as (
    select pilots.business_unit
    from pilots
    anti join registry using (business_unit)
    where not pilots.has_live and exists (from deployments)
),

survived as (
    -- from handoff where a vendor left, otherwise from going live
    select
        business_unit,
        count(*) filter (not coalesce(is_event and days <= setting('handoff_days'), false)) as survived,
        count(*) as followed,
    from (
        select *
        from facts.survival
        qualify row_number() over (partition by deployment_key order by origin = 'handoff' desc) = 1
    )
    where is_followed
    group by business_unit
),

trained as (
    select
        business_unit,
        sum(builders) as builders,
        sum(trained) as trained,
    from facts.training
    where is_old_enough and builders is not null
    group by business_unit
),

people as (
    select
        business_unit,
        sum(builders) as builders,
        sum(headcount) as headcount,
        sum(headcount) filter (builders is not null) as people,
    from facts.people
    where is_latest
    group by business_unit
),

benefits as (
    select
        business_unit,
        coalesce(sum(verified), 0) as verified,
        coalesce(sum(run_cost), 0) as run_cost,
    from facts.benefits
    where is_counted or run_cost is not null
    group by business_unit
),

joined as materialized (
    select
        units.business_unit,
        -- people by the people sheet, otherwise the most that one tool is meant for
        coalesce(people.headcount, seats.headcount) as headcount,
        seats.* exclude (business_unit, active_users, headcount),
        coalesce(users.people_of_use, registry.active_users) as people_of_use,
        coalesce(users.is_use_hidden, false) as is_use_hidden,
        greatest(seats.active_users, registry.active_users) as active_users,
        case when kpis.are_known then pilots.started end as started,
        pilots.with_kpi,
        case
            when nothing_live.business_unit is not null or registry.live = 0 then 0
            when baselines.are_known then registry.with_baseline
        end as with_baseline,
        case
            when nothing_live.business_unit is not null or registry.live = 0 then 0
            when registry.live_of_known_builder > 0 then registry.internal
        end as internal,
        registry.kept_inside,
        registry.live_of_known_maintainer,
        survived.survived,
        survived.followed,
        trained.builders as builders_trained,
        trained.trained,
        people.builders,
        people.people,
        benefits.verified,
        unit_spend.spent + benefits.run_cost as cost,
    from units
    cross join kpis
    cross join baselines
    left join seats using (business_unit)
    left join users using (business_unit)
    left join pilots using (business_unit)
    left join registry using (business_unit)
    left join nothing_live using (business_unit)
    left join survived using (business_unit)
    left join trained using (business_unit)
    left join people using (business_unit)
    left join benefits using (business_unit)
    left join facts.unit_spend as unit_spend using (business_unit)
),

measured as (
    select
        business_unit,
        headcount,
        is_use_hidden,
        unnest([
            {'gate': 'active_users', 'numerator': cast(active_users as double), 'denominator': null::double, 'people': cast(people_of_use as double)},
            {'gate': 'seat_utilisation', 'numerator': seats_used, 'denominator': seats, 'people': people_of_use},
            {'gate': 'workflows_redesigned', 'numerator': workflows_redesigned, 'denominator': null, 'people': null},
            {'gate': 'live_with_baseline', 'numerator': with_baseline, 'denominator': null, 'people': null},
            {'gate': 'habitual_share', 'numerator': habitual_users, 'denominator': active_of_habitual, 'people': people_of_use},
            {'gate': 'kpi_share', 'numerator': with_kpi, 'denominator': started, 'people': null},
            {'gate': 'internal_live', 'numerator': internal, 'denominator': null, 'people': null},
            {'gate': 'internally_maintained', 'numerator': kept_inside, 'denominator': live_of_known_maintainer, 'people': null},
            {'gate': 'builders', 'numerator': builders, 'denominator': null, 'people': people},
            {'gate': 'survival_90', 'numerator': survived, 'denominator': followed, 'people': null},
            {'gate': 'transfer', 'numerator': builders_trained, 'denominator': trained, 'people': trained},
            {'gate': 'verified_roi', 'numerator': verified - cost, 'denominator': cost, 'people': null}
        ], recursive := true),
    from joined
)

select
    business_unit,
    headcount,
    gate,
    numerator,
    denominator,
    coalesce(is_small_group(people), false) as is_small,
    coalesce(must_hide({'gate': gate, 'is_known': numerator is not null}, business_unit, people, is_small), false)
    or (is_use_hidden and gate in ('active_users', 'seat_utilisation', 'habitual_share')) as is_hidden,
from measured
