-- What each gate measures in a unit as at `until`: a count, or cases out of cases. Null is not known. Counts and shares of
-- people are hidden (`is_hidden`) where few stand behind them, or where they must go with such a unit: no gate is judged by
-- them, but that somebody uses AI, where the users that may be shown say so. A hidden headcount is as good as not known.
with units as (
    select distinct business_unit
    from ledger.live_parts
    where
        business_unit <> ''
        and dataset not in ('targets', 'rates', 'units')
        and period_end <= getvariable('until')
),

adopted as materialized (
    select
        *,
        not in_grace and seats is not null and active_users is not null as has_seats,
        habitual_users is not null and active_users is not null as has_habit,
    from facts.tool_use
    where is_latest
),

-- hidden rows are added up with the others of their unit only all together: what some of them lack would give the rest away
added as (
    select
        *,
        not is_hidden or bool_and(has_habit) filter (is_hidden) over own as may_add_habit,
        not is_hidden or bool_and(active_users is not null) filter (is_hidden) over own as may_add_users,
    from adopted
    window own as (partition by business_unit)
),

initiatives as materialized (
    select *
    from facts.initiatives
),

deployments as materialized (
    select *
    from facts.deployments
),

used as (
    select
        business_unit,
        max(headcount) filter (not is_hidden) as headcount,
        max(active_users) filter (not is_hidden) as shown_users,
        case when bool_and(may_add_users and not is_unit_hidden) then sum(active_users) end as added_users,
        coalesce(bool_or(is_hidden and active_users is not null), false) as has_hidden_users,
        -- seats in use are no users, and are not added up where those are hidden
        sum(least(active_users, seats)) filter (has_seats and not is_hidden) as seats_used,
        sum(seats) filter (has_seats and not is_hidden) as seats,
        sum(workflows_redesigned) as workflows_redesigned,
        sum(habitual_users) filter (has_habit and may_add_habit) as habitual_users,
        sum(active_users) filter (has_habit and may_add_habit) as active_of_habitual,
        bool_or(is_unit_hidden) as is_use_hidden,
        bool_or(is_hidden) as has_hidden_rows,
    from added
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
        max(deployments.active_users) filter (deployments.is_live and not deployments.is_hidden) as shown_users,
        coalesce(
            bool_or(deployments.is_live and deployments.is_hidden and deployments.active_users is not null), false
        ) as has_hidden_users,
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
        bool_or(is_unit_hidden) as is_hidden,
    from facts.training
    where is_counted
    group by business_unit
),

people as (
    select
        business_unit,
        sum(builders) as builders,
        sum(headcount) as headcount,
        sum(headcount) filter (builders is not null) as people,
        coalesce(bool_or(is_unit_hidden) filter (builders is not null), false) as are_builders_hidden,
        bool_or(is_unit_hidden) as is_hidden,
    from facts.people
    where is_latest
    group by business_unit
),

benefits as (
    select
        value_unit as business_unit,
        coalesce(sum(evidenced), 0) as evidenced,
        coalesce(sum(run_cost), 0) as run_cost,
    from facts.benefits
    where is_counted or run_cost is not null
    group by value_unit
),

joined as materialized (
    select
        units.business_unit,
        -- people by the people sheet, otherwise the most that one tool is meant for
        coalesce(case when not people.is_hidden then people.headcount end, used.headcount) as headcount,
        used.* exclude (business_unit, headcount, shown_users, has_hidden_users, is_use_hidden, has_hidden_rows),
        coalesce(used.is_use_hidden, false) as is_use_hidden,
        coalesce(used.has_hidden_rows, false) as has_hidden_rows,
        greatest(used.shown_users, registry.shown_users) as shown_users,
        coalesce(used.has_hidden_users, false) as has_hidden_tools,
        coalesce(registry.has_hidden_users, false) as has_hidden_deployments,
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
        coalesce(trained.is_hidden, false) as is_training_hidden,
        coalesce(people.are_builders_hidden, false) as are_builders_hidden,
        people.builders,
        people.people,
        benefits.evidenced,
        unit_spend.spent + benefits.run_cost as cost,
    from units
    cross join kpis
    cross join baselines
    left join used using (business_unit)
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
        -- somebody uses it where what may be shown says so; nobody does only where nothing is hidden from that
        case
            when shown_users > 0 then shown_users
            when added_users > 0 then added_users
            when not has_hidden_deployments and (added_users is not null or not has_hidden_tools)
                then coalesce(shown_users, added_users)
        end as known_users,
        -- a small group has no more users than would make it a large one
        has_hidden_tools or (has_hidden_deployments and coalesce(shown_users, 0) < setting('suppression_k'))
            as are_users_hidden,
        unnest([
            {'gate': 'active_users', 'numerator': cast(known_users as double), 'denominator': null::double, 'people': null::double, 'must_go': are_users_hidden},
            {'gate': 'seat_utilisation', 'numerator': seats_used, 'denominator': seats, 'people': null, 'must_go': is_use_hidden or (seats is null and has_hidden_rows)},
            {'gate': 'workflows_redesigned', 'numerator': workflows_redesigned, 'denominator': null, 'people': null, 'must_go': false},
            {'gate': 'live_with_baseline', 'numerator': with_baseline, 'denominator': null, 'people': null, 'must_go': false},
            {'gate': 'habitual_share', 'numerator': habitual_users, 'denominator': active_of_habitual, 'people': null, 'must_go': is_use_hidden or (active_of_habitual is null and has_hidden_rows)},
            {'gate': 'kpi_share', 'numerator': with_kpi, 'denominator': started, 'people': null, 'must_go': false},
            {'gate': 'internal_live', 'numerator': internal, 'denominator': null, 'people': null, 'must_go': false},
            {'gate': 'internally_maintained', 'numerator': kept_inside, 'denominator': live_of_known_maintainer, 'people': null, 'must_go': false},
            {'gate': 'builders', 'numerator': builders, 'denominator': null, 'people': people, 'must_go': are_builders_hidden},
            {'gate': 'survival_90', 'numerator': survived, 'denominator': followed, 'people': null, 'must_go': false},
            {'gate': 'transfer', 'numerator': builders_trained, 'denominator': trained, 'people': trained, 'must_go': is_training_hidden},
            {'gate': 'evidenced_roi', 'numerator': evidenced - cost, 'denominator': cost, 'people': null, 'must_go': false}
        ], recursive := true),
    from joined
)

select
    business_unit,
    headcount,
    gate,
    numerator,
    denominator,
    must_go
    or coalesce(
        must_hide(
            {'gate': gate, 'is_known': numerator is not null},
            business_unit,
            people,
            coalesce(is_small_group(people), false)
        ),
        false
    ) as is_hidden,
from measured
