/*
title = "Died after handoff"
question = "Which vendor-built tools did not outlive their vendor?"
formula = "built by a vendor, and surely within 90 days of handoff idle, retired, gone from the registry or below 20 % of its most users, or nobody maintains it now; lost perhaps within 90 days is a sign. Exposed: what its initiative has cost"
unit = "money"
good = "down"
group = "failure_mode"
order = 3
subjects = "tools built by a vendor"
page = "registry"
needs = ["deployments.status", "pilots.handoff_on | deployments.maintained_by"]
benchmarks = ["handoff_days"]
remedy = "Give it a maintainer inside who helped to build it, or switch it off and stop paying."
next_step = "Ask the vendor for a week of handover with a named builder, before the next invoice."
source = "The AI Build Gap: PoCs That Died After Handoff"
*/
with built as (
    select
        tools.*,
        initiatives.name as initiative_name,
        initiatives.initiative_id,
        initiatives.handoff_on,
        coalesce(tools.first_built_by, initiatives.first_built_by) as maker,
    from facts.deployments as tools
    left join facts.initiatives as initiatives using (initiative_key)
    where maker = 'vendor' or (initiatives.handoff_on is not null and maker <> 'internal')
),

lives as (
    select
        deployment_key,
        is_event and days_at_most <= setting('handoff_days') as is_dead,
        -- between the last sign of life and the first sign of death: perhaps
        is_event and days <= setting('handoff_days') and not is_dead as is_perhaps_dead,
        is_followed,
        days,
        lost_by,
        lost_as,
    from facts.survival
    where origin = 'handoff'
),

judged as (
    select
        built.*,
        lives.days,
        lives.lost_by,
        lives.lost_as,
        coalesce(lives.is_perhaps_dead, false) as is_perhaps_dead,
        built.maintained_by = 'nobody' and built.status <> 'retired' as is_unmaintained,
        case
            when lives.is_dead then true
            when lives.is_perhaps_dead then null
            when lives.is_followed and built.peak_users >= setting('survival_minimum_peak') then false
            when built.handoff_on is null and built.maintained_by = 'vendor' then false
        end as has_died,
        has_died or is_unmaintained as fires,
    from built
    left join lives using (deployment_key)
),

worst as (
    -- an initiative with several tools is judged by the one that fared worst
    select
        *,
        coalesce(initiative_id, deployment_id) as subject_id,
    from judged
    qualify
        row_number() over (
            partition by business_unit, subject_id
            order by coalesce(fires, false) desc, is_perhaps_dead desc, fires desc nulls last, has_died desc nulls last, days
        ) = 1
)

select
    worst.business_unit,
    case when worst.initiative_id is null then 'tool' else 'initiative' end as subject_kind,
    worst.subject_id,
    coalesce(worst.initiative_name, worst.name) as subject_name,
    case
        when worst.is_perhaps_dead and not coalesce(worst.fires, false) then 1
        else severity(worst.fires, own.spent, unit_spend.spent)
    end as severity,
    case when worst.fires then own.spent end as exposed,
    coalesce('Handed over on ' || day_text(worst.handoff_on), 'Built by a vendor')
    || case
        when (worst.has_died or worst.is_perhaps_dead) and worst.lost_as = 'few users'
            then '; fewer than ' || format('{:.0f} %', 100 * setting('survival_floor')) || ' of its '
                || worst.peak_users || ' users by ' || day_text(worst.lost_by)
        when worst.has_died or worst.is_perhaps_dead then '; ' || replace(worst.lost_as, 'missing', 'gone from the registry') || ' by ' || day_text(worst.lost_by)
        when worst.has_died = false and worst.handoff_on is not null
            then '; in use ' || setting_text('handoff_days') || ' days later'
        when worst.handoff_on is null and worst.maintained_by = 'vendor' then ', who still maintains it'
        when worst.handoff_on is null then '; not known: when the vendor left'
        else '; not known yet: its users ' || setting_text('handoff_days') || ' days later'
    end
    || case
        when worst.is_perhaps_dead
            then '; whether within ' || setting_text('handoff_days') || ' days its rows do not say'
        else ''
    end
    || case when worst.is_unmaintained then '; nobody maintains it' else '' end
    as evidence,
    case when worst.fires then own.spend_rows end as spend_rows,
from worst
left join facts.initiative_spend as own using (initiative_key)
left join facts.unit_spend as unit_spend using (business_unit)
where in_units(worst.business_unit)
