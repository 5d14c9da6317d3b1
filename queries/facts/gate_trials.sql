-- Every gate of every unit as at `until`, at its threshold (`factor` 1) and with all thresholds a tenth or a fifth lower and
-- higher. Where losses lie between two days (`at_best`), the gate is met if the worst passes, missed if the best does not,
-- and not judged in between. What is hidden is not judged, but for whether anybody uses AI: that rests on the users that may be shown.
-- `unit_level` is the highest level whose gates, and all lower ones, are met.
with factors as (
    select unnest([0.8, 0.9, 1.0, 1.1, 1.2]) as factor
),

-- tools alive after 90 days if every loss came as late as it may have come
kept as (
    select
        business_unit,
        count(*) filter (not coalesce(is_event and days_at_most <= setting('handoff_days'), false)) as at_best,
    from (
        select *
        from facts.survival
        qualify row_number() over (partition by deployment_key order by origin = 'handoff' desc) = 1
    )
    where is_followed
    group by business_unit
),

asked as (
    -- counts grow with the unit's size; whole things are asked for whole, and no share can be more than all
    select
        measures.business_unit,
        factors.factor,
        rules.* exclude (threshold),
        measures.numerator,
        measures.denominator,
        case when rules.gate = 'survival_90' then kept.at_best end as at_best,
        measures.is_hidden,
        rules.threshold
        * case when rules.is_scaled then greatest(1, coalesce(measures.headcount, 0) / setting('gate_people')) else 1 end
            as base,
        base + abs(base) * (factors.factor - 1) as moved,
        case
            when rules.unit = 'count' and not rules.is_above then ceil(moved - 1e-9)
            when rules.unit = 'percent' then least(1, moved)
            else moved
        end as at_least,
        case when rules.gate = 'transfer' then first_builds.median_days end as days_to_first_build,
        case
            when rules.gate = 'transfer' and first_builds.cohorts > 0
                then coalesce(first_builds.median_days <= setting('gate_first_build_days') / factors.factor, false)
        end as is_built_soon,
    from facts.unit_measures as measures
    inner join facts.gate_rules as rules using (gate)
    left join facts.first_builds as first_builds using (business_unit)
    left join kept using (business_unit)
    cross join factors
),

measured as materialized (
    select
        *,
        case
            when is_hidden and gate <> 'active_users' then null
            when unit = 'count' then numerator
            when denominator > 0 then numerator / denominator
        end as measured,
    from asked
),

judged as (
    select
        *,
        case
            when is_above then measured > at_least
            when gate = 'transfer' and is_built_soon and not is_hidden then true
            -- the worst that may be does not pass, and the best does: it cannot be told
            when measured < at_least - 1e-12 and at_best / denominator >= at_least - 1e-12 then null
            else measured >= at_least - 1e-12
        end as is_met,
    from measured
)

select
    * exclude (base, moved),
    coalesce(
        min(level) filter (not coalesce(is_met, false)) over (partition by business_unit, factor), 4
    ) - 1 as unit_level,
from judged
