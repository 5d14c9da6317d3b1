/*
title = "What changed since the quarter before"
question = "What changed since the board last met?"
page = "board"
formula = """
of the last quarter: what is new on the lists, reached production, was stopped or retired, left the list or died after \
handoff (what it has cost), also where an earlier day became known only now; a unit's spend at the rates of before, or its \
evidenced value, where it moved by more than the materiality and the floor, appeared, or was not reported (the difference); \
what exchange rates made of spend. Ahead: renewals within 6 months with unused seats (their price for a year), where few \
people do not stand behind them"""
unit = "money"
needs = ["pilots.stage | spend.amount | adoption.seats"]
*/
with quarter as (
    select
        quarter_start(cast(getvariable('until') as date)) as this_start,
        cast(this_start - to_months(3) as date) as before_start,
),

happened as (
    select
        unnest([
            {
                'kind': 'new',
                'day': initiatives.first_listed_on,
                'told_on': initiatives.first_listed_on,
                'is_news': initiatives.first_listed_on > initiatives.unit_first_list_on
            },
            {
                'kind': 'production',
                'day': initiatives.production_on,
                'told_on': initiatives.production_told_on,
                'is_news': true
            },
            {'kind': 'stopped', 'day': initiatives.stopped_on, 'told_on': initiatives.stopped_told_on, 'is_news': true},
            {'kind': 'retired', 'day': initiatives.retired_on, 'told_on': initiatives.retired_told_on, 'is_news': true},
            {
                'kind': 'vanished',
                'day': case when initiatives.is_vanished then initiatives.unit_last_list_on end,
                'told_on': initiatives.unit_last_list_on,
                'is_news': initiatives.last_listed_on >= quarter.before_start
            }
        ], recursive := true),
        initiatives.business_unit,
        initiatives.name as subject_name,
        initiatives.unit_first_list_on,
        money.spent as money,
        'funnel' as page,
    from facts.initiatives as initiatives
    cross join quarter
    left join facts.initiative_money as money using (initiative_key)
),

steps as (
    select
        kind,
        business_unit,
        subject_name,
        day,
        -- a unit's first list tells all that ever was, and none of it late
        day < quarter.this_start as is_late,
        money,
        page,
    from happened, quarter
    where is_news and (day >= quarter.this_start or (told_on >= quarter.this_start and told_on > unit_first_list_on and day is not null))
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

-- what is paid now at the rates of the quarter before, so that exchange rates stand apart
paid as (
    select
        spend.business_unit,
        spend.currency,
        spend.quarter_start = quarter.this_start as is_now,
        spend.amount,
        spend.amount_written,
    from facts.spend as spend
    inner join quarter on spend.quarter_start in (quarter.this_start, quarter.before_start)
    where spend.basis = 'actual'
),

rates_before as (
    select
        paid.currency,
        coalesce(
            case
                when sum(paid.amount_written) filter (not paid.is_now) * sum(paid.amount) filter (not paid.is_now) > 0
                    then sum(paid.amount_written) filter (not paid.is_now and paid.amount is not null)
                    / sum(paid.amount) filter (not paid.is_now)
            end,
            any_value(rates.per_reporting_unit)
        ) as rate,
    from paid
    cross join quarter
    left join facts.rates as rates
        on paid.currency = rates.currency
        and rates.period_start = quarter.before_start
        and rates.period_end = cast(quarter.this_start - to_days(1) as date)
    group by paid.currency
),

flows as (
    select
        'spend' as kind,
        paid.business_unit,
        sum(paid.amount) filter (paid.is_now) as amount,
        sum(paid.amount) filter (not paid.is_now) as before,
        sum(
            case
                when paid.amount is null then null
                when paid.currency = setting_text('reporting_currency') then paid.amount
                else coalesce(paid.amount_written / rates_before.rate, paid.amount)
            end
        ) filter (paid.is_now) as at_rates_before,
    from paid
    inner join rates_before using (currency)
    group by all
    union all
    -- a unit that reports benefits of which none is evidenced reports none, which is not nothing reported
    select
        'value' as kind,
        benefits.value_unit as business_unit,
        sum(coalesce(benefits.evidenced, 0)) filter (benefits.quarter_start = quarter.this_start) as amount,
        sum(coalesce(benefits.evidenced, 0)) filter (benefits.quarter_start = quarter.before_start) as before,
        amount as at_rates_before,
    from facts.benefits as benefits
    inner join quarter on benefits.quarter_start in (quarter.this_start, quarter.before_start)
    group by all
),

told as (
    select change_floor(sum(amount)) as floor
    from flows
    where kind = 'spend' and in_units(business_unit)
),

moved as (
    select
        flows.kind,
        flows.business_unit,
        flows.business_unit as subject_name,
        flows.at_rates_before as amount,
        flows.before,
        change_of(flows.at_rates_before, flows.before, coalesce(told.floor, 0)) as change,
        abs(coalesce(flows.at_rates_before, 0) - coalesce(flows.before, 0)) as money,
        case flows.kind when 'spend' then 'spend' else 'return' end as page,
    from flows, told
    -- in the first quarter that anybody reports all is new, and none of it news
    qualify flows.before is not null or count(flows.before) over (partition by flows.kind) > 0
    union all
    select
        'rates' as kind,
        flows.business_unit,
        flows.business_unit as subject_name,
        flows.amount,
        flows.at_rates_before as before,
        change_of(flows.amount, flows.at_rates_before, coalesce(told.floor, 0)) as change,
        abs(flows.amount - flows.at_rates_before) as money,
        'spend' as page,
    from flows, told
    where flows.before is not null
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
    is_late,
    amount,
    before,
    change,
    money,
    page,
from (
    from steps
    union all by name
    from deaths
    union all by name
    from moved
    where change not in ('unchanged', 'not known')
    union all by name
    from renewals
)
where in_units(business_unit)
order by money desc nulls last, kind, business_unit, subject_name
