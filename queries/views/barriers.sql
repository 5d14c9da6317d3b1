/*
title = "What stops them"
question = "What stops initiatives on the way to production?"
formula = "stalled, and stopped before production, by the barriers their last list names (several per initiative); money = actual spend on those initiatives so far"
benchmarks = ["barrier_mlops", "barrier_data", "barrier_sponsor"]
needs = ["pilots.barrier"]
rows = "initiative_rows"
*/
with held as (
    select
        initiatives.initiative_key,
        initiatives.barriers,
        coalesce(ageing.is_stalled, false) as is_stalled,
    from facts.initiatives as initiatives
    left join facts.ageing as ageing using (initiative_key)
    where in_units(initiatives.business_unit)
        and (ageing.is_stalled or (initiatives.is_stopped and not coalesce(initiatives.ever_production, false)))
),

spent as (
    select
        initiative_key,
        sum(amount) as amount,
    from facts.spend
    where basis = 'actual'
    group by initiative_key
),

named as (
    select
        initiative_key,
        is_stalled,
        unnest(barriers) as barrier,
    from held
),

totals as (
    select
        count(*) as initiatives,
        count(*) filter (where len(barriers) > 0) as with_barrier,
    from held
)

select
    named.barrier,
    count(*) as initiatives,
    count(*) filter (where named.is_stalled) as stalled,
    count(*) filter (where not named.is_stalled) as stopped,
    any_value(totals.with_barrier) as of_named,
    any_value(totals.initiatives) as of_all,
    sum(spent.amount) as money_held_up,
from named
cross join totals
left join spent using (initiative_key)
group by named.barrier
order by initiatives desc, money_held_up desc nulls last, named.barrier
