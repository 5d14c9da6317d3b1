-- One gate of one unit as at `until`: met, missed, or insufficient where it cannot be judged. Point values decide; a share
-- of cases whose interval straddles the threshold is fragile. Training opens its gate by what was built or by how soon.
-- `unit_level` is the highest level whose gates, and all lower ones, are met.
with measured as materialized (
    select
        measures.business_unit,
        rules.* exclude (threshold),
        case
            when rules.is_scaled
                then ceil(rules.threshold * greatest(1, coalesce(measures.headcount, 0) / setting('gate_people')) - 1e-9)
            else rules.threshold
        end as at_least,
        measures.numerator,
        measures.denominator,
        case
            when rules.unit = 'count' then measures.numerator
            when measures.denominator > 0 then measures.numerator / measures.denominator
        end as measured,
        case when rules.gate = 'transfer' then first_builds.median_days end as days_to_first_build,
        case
            when rules.gate = 'transfer' and first_builds.cohorts > 0
                then coalesce(first_builds.median_days <= setting('gate_first_build_days'), false)
        end as is_built_soon,
    from facts.unit_measures as measures
    inner join facts.gate_rules as rules using (gate)
    left join facts.first_builds as first_builds using (business_unit)
),

judged as (
    select
        *,
        case
            when gate in ('active_users', 'verified_roi') then measured > coalesce(at_least, 0)
            when gate = 'transfer' and is_built_soon then true
            else measured >= at_least
        end as is_met,
    from measured
)

select
    business_unit,
    level,
    position,
    gate,
    title,
    unit,
    measured,
    at_least,
    numerator,
    denominator,
    case when is_rate then cast(denominator as bigint) end as n,
    case
        when is_met then 'met'
        when not is_met then 'missed'
        else 'insufficient'
    end as state,
    case
        when is_rate and is_met is not null and not coalesce(is_built_soon, false)
            then wilson_low(numerator, denominator) < at_least and wilson_high(numerator, denominator) >= at_least
        else false
    end as is_fragile,
    case when is_met is null then needs end as needs,
    case when not is_met then coalesce(at_least, 0) - measured end as distance,
    days_to_first_build,
    coalesce(min(level) filter (not coalesce(is_met, false)) over (partition by business_unit), 4) - 1 as unit_level,
from judged
