/*
title = "Decide now"
question = "What must we decide, and how much money hangs on it?"
page = "board"
formula = "stop: stalled and not paid back (what it has cost), or seats nobody uses in a contract that renews within 6 months (their price for a year). fix: died after handoff, or live without a control (what it has cost). scale: live, evidenced value above cost, users below those intended (the last year's evidenced value, for the people it does not reach yet as for those it does). What few people use is left out"
unit = "money"
needs = ["pilots.stage | adoption.seats"]
*/
with stalled as (
    select
        'stop' as action,
        'stalled' as rule,
        ageing.business_unit,
        'initiative' as subject_kind,
        ageing.initiative_id as subject_id,
        ageing.name as subject_name,
        money.spent as money,
        format(
            '{:,} days in stage {}, limit {:,}',
            cast(ageing.days_in_stage as bigint), ageing.stage, cast(round(ageing.limit_days) as bigint)
        ) as evidence,
        null as due_on,
        ageing.days_in_stage - ageing.limit_days as beyond,
        'funnel' as page,
    from facts.ageing as ageing
    left join facts.initiative_money as money using (initiative_key)
    where ageing.is_stalled and not coalesce(money.is_paid_back, false)
),

seats as (
    select
        'stop' as action,
        'seats' as rule,
        business_unit,
        'tool' as subject_kind,
        tool as subject_id,
        tool as subject_name,
        reclaimable as money,
        counted(unused_seats, seats) || ' seats unused' as evidence,
        renewal_on as due_on,
        'spend' as page,
    from facts.contracts
    where
        not in_grace
        and active_users / nullif(seats, 0) < setting('low_utilisation')
        and renewal_on <= months_after(cast(getvariable('until') as date), setting('renewal_months'))
),

orphaned as (
    select
        'fix' as action,
        'handoff' as rule,
        business_unit,
        subject_kind,
        subject_id,
        subject_name,
        exposed as money,
        evidence,
        null as due_on,
        'diagnosis' as page,
    from detectors.died_after_handoff
    where severity >= 2
),

uncontrolled as (
    select
        'fix' as action,
        'control' as rule,
        business_unit,
        subject_kind,
        subject_id,
        subject_name,
        exposed as money,
        evidence,
        null as due_on,
        'diagnosis' as page,
    from detectors.governance_vacuum
    where severity >= 2
),

-- people are never added across tools: the tool of the initiative that reaches most people speaks for it
reached as (
    select
        initiative_key,
        max_by(struct_pack(users := active_users, intended := intended_users), intended_users) as people,
    from facts.deployments
    where is_live and not is_hidden and active_users > 0 and intended_users > 0
    group by initiative_key
),

last_year as (
    select
        initiative_key,
        sum(evidenced) as evidenced,
    from facts.benefits
    where period_end > months_before(cast(getvariable('until') as date), 12)
    group by initiative_key
),

proven as (
    select
        'scale' as action,
        'reach' as rule,
        initiatives.business_unit,
        'initiative' as subject_kind,
        initiatives.initiative_id as subject_id,
        initiatives.name as subject_name,
        last_year.evidenced * (reached.people.intended - reached.people.users) / reached.people.users as money,
        counted(reached.people.users, reached.people.intended) || ' people use it' as evidence,
        null as due_on,
        'registry' as page,
    from facts.initiatives as initiatives
    inner join facts.initiative_money as money using (initiative_key)
    inner join reached using (initiative_key)
    inner join last_year using (initiative_key)
    where
        initiatives.is_live
        and money.evidenced > money.cost
        and reached.people.users < reached.people.intended
        and last_year.evidenced > 0
),

proposed as (
    select *
    from (
        from stalled
        union all by name
        from seats
        union all by name
        from orphaned
        union all by name
        from uncontrolled
        union all by name
        from proven
    )
    where in_units(business_unit)
    qualify
        row_number() over (
            partition by action, business_unit, subject_kind, subject_id
            order by case rule when 'handoff' then 0 else 1 end, money desc nulls last
        ) = 1
)

select
    * exclude (beyond),
    row_number() over (partition by action order by money desc nulls last, beyond desc nulls last, subject_name) as place,
from proposed
order by case action when 'stop' then 1 when 'fix' then 2 else 3 end, place
