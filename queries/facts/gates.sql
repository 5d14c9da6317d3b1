-- One gate of one unit as at `until`: met, missed, or insufficient where it cannot be judged. Point values decide; a share
-- of cases whose interval straddles the threshold is fragile. Training opens its gate by what was built or by how soon.
-- `steps` is the smallest change that would turn the gate: so many more where it is missed, so many fewer where it is met
-- (money for the return). Of few people, and of those that must be hidden with them, no figure is shown and no gate judged.
with counted as (
    select
        *,
        coalesce(gate = 'transfer' and is_built_soon and not measured >= at_least, false) as is_by_first_build,
        case
            when gate = 'evidenced_roi' then at_least * denominator
            when is_above then floor(at_least) + 1
            when unit = 'count' then at_least
            else ceil(at_least * denominator - 1e-9)
        end as asked,
    from facts.gate_trials
    where factor = 1
)

select
    business_unit,
    level,
    position,
    gate,
    title,
    unit,
    case when not is_hidden then measured end as measured,
    at_least,
    case when not is_hidden then numerator end as numerator,
    case when not is_hidden then denominator end as denominator,
    case when is_rate and not is_hidden then cast(denominator as bigint) end as n,
    case
        when is_met then 'met'
        when not is_met then 'missed'
        else 'insufficient'
    end as state,
    case
        when is_rate and is_met is not null and not is_by_first_build
            then coalesce(
                wilson_low(numerator, denominator) < at_least and wilson_high(numerator, denominator) >= at_least, false
            )
        else false
    end as is_fragile,
    case
        when is_met is null and is_hidden then needs || ' of more people'
        when is_met is null and measured is not null
            then format(
                'monthly rows of tools: {:,} to {:,} of {:,} were alive after 90 days',
                cast(numerator as bigint), cast(at_best as bigint), cast(denominator as bigint)
            )
        when is_met is null then needs
    end as needs,
    case when not is_met and not is_hidden then at_least - measured end as distance,
    case
        when is_hidden or is_by_first_build then null
        when gate = 'evidenced_roi' then abs(asked - numerator)
        when is_met then numerator - asked + 1
        when not is_met then asked - numerator
    end as steps,
    -- seats can be filled or given back
    case when gate = 'seat_utilisation' and not is_met and not is_hidden and at_least > 0
        then denominator - floor(numerator / at_least + 1e-9)
    end as fewer_seats,
    one,
    many,
    is_by_first_build,
    days_to_first_build,
    is_hidden,
    unit_level,
from counted
