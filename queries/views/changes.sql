/*
title = "What changed since the quarter before"
question = "What changed since the board last met?"
page = "board"
formula = "what reached production, was stopped, left the list or died after handoff in the last quarter (what it has cost); a unit's spend or evidenced value beyond materiality against the quarter before (the difference); renewals within 6 months with unused seats (their price for a year), where few people do not stand behind them"
unit = "money"
needs = ["pilots.stage | spend.amount | adoption.seats"]
*/
with quarter as (
    select
        quarter_start(cast(getvariable('until') as date)) as this_start,
        quarter_start(cast(quarter_start(cast(getvariable('until') as date)) - to_days(1) as date)) as before_start,
),

happened as (
    select
        unnest([
            {'kind': 'production', 'day': initiatives.production_on},
            {'kind': 'stopped', 'day': initiatives.stopped_on},
            {'kind': 'vanished', 'day': case when initiatives.is_vanished then initiatives.unit_last_list_on end}
        ], recursive := true),
        initiatives.business_unit,
        initiatives.name as subject_name,
        money.spent as money,
        'funnel' as page,
        initiatives.last_listed_on,
    from facts.initiatives as initiatives
    left join facts.initiative_money as money using (initiative_key)
),

steps as (
    select
        kind,
        business_unit,
        subject_name,
        day,
        money,
        page,
    from happened, quarter
    where day >= quarter.this_start and (kind <> 'vanished' or last_listed_on >= quarter.before_start)
),

deaths as (
    select
        'died' as kind,
        lives.business_unit,
        coalesce(initiatives.name, lives.name) as subject_name,
        lives.lost_by as day,
        money.spent as money,
        'diagnosis' as page,
    from facts.survival as lives
    cross join quarter
    left join facts.initiatives as initiatives using (initiative_key)
    left join facts.initiative_money as money using (initiative_key)
    where lives.origin = 'handoff' and lives.is_event and lives.lost_by >= quarter.this_start
),

flows as (
    select 'spend' as kind, value_unit as business_unit, quarter_start, sum(amount) as amount
    from facts.spend
    where basis = 'actual'
    group by all
    union all
    select 'value' as kind, value_unit as business_unit, quarter_start, sum(evidenced) as amount
    from facts.benefits
    group by all
),

compared as (
    select
        flows.kind,
        flows.business_unit,
        sum(flows.amount) filter (where flows.quarter_start = quarter.this_start) as amount,
        sum(flows.amount) filter (where flows.quarter_start = quarter.before_start) as before,
    from flows, quarter
    group by all
),

moved as (
    select
        kind,
        business_unit,
        business_unit as subject_name,
        amount,
        before,
        abs(amount - before) as money,
        case kind when 'spend' then 'spend' else 'return' end as page,
    from compared
    where abs(amount - before) > setting('materiality') * abs(before)
),

renewals as (
    select
        'renewal' as kind,
        business_unit,
        tool as subject_name,
        renewal_on as day,
        reclaimable as money,
        unused_seats as amount,
        seats as before,
        'spend' as page,
    from facts.contracts
    where
        not in_grace
        and unused_seats > 0
        and renewal_on <= months_after(cast(getvariable('until') as date), setting('renewal_months'))
)

select
    kind,
    business_unit,
    subject_name,
    day,
    amount,
    before,
    money,
    page,
from (
    from steps
    union all by name
    from deaths
    union all by name
    from moved
    union all by name
    from renewals
)
where in_units(business_unit)
order by money desc nulls last, kind, business_unit, subject_name
