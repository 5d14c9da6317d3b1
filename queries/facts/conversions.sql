-- One initiative that started: what came first, production or a stop, after how many days, watched from when on.
-- `left_out` says why its days cannot be used. `earliest_days`: where the day is read from two lists, after how many days
-- it may have been at the earliest, the day after the list before.
with started as (
    select
        initiatives.initiative_key,
        initiatives.business_unit,
        name,
        first_built_by as built_by,
        flags.scope_kind,
        flags.platform_reused,
        started_on,
        start_quarter,
        quarter_end(started_on) as cohort_end,
        production_on,
        production_inferred,
        production_not_before,
        stopped_inferred,
        stopped_not_before,
        ever_production,
        coalesce(stopped_on, retired_on) as ended_on,
        is_stopped or is_retired as is_ended,
        censored_on,
        unit_last_list_on,
        is_survivor_cohort,
        nullif(greatest(unit_first_list_on - started_on, 0), 0) as entered_days,
    from facts.initiatives as initiatives
    left join facts.first_flags as flags using (initiative_key)
    where ever_started
),

ended as (
    select
        *,
        case
            when started_on is null then 'no start date'
            when ever_production and production_on is null then 'in production since an unknown day'
            when ever_production is null then 'retired, and whether it was ever in production is not known'
            when not ever_production and is_ended and ended_on is null then 'stopped on an unknown day'
            when least(production_on, ended_on) < started_on then 'ended before it started'
        end as left_out,
        case
            when production_on <= coalesce(ended_on, production_on) then 'event'
            when ended_on is not null then 'competing'
            else 'censored'
        end as outcome,
    from started
)

select
    *,
    case outcome when 'event' then production_on when 'competing' then ended_on else censored_on end
    - started_on as days,
    case
        when outcome = 'event' and production_inferred then
            greatest(production_not_before + 1 - started_on, coalesce(entered_days, -1) + 1)
        when outcome = 'competing' and stopped_inferred and ended_on > stopped_not_before then
            greatest(stopped_not_before + 1 - started_on, coalesce(entered_days, -1) + 1)
        else days
    end as earliest_days,
from ended
