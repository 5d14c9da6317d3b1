/*
title = "What stops them"
question = "What stops initiatives on the way to production?"
page = "funnel"
formula = "stalled, and stopped before production, by the barriers their last list names (several per initiative); money = actual spend on those initiatives so far. Barriers do not add up: the total counts each initiative and its money once"
benchmarks = ["barrier_mlops", "barrier_data", "barrier_sponsor"]
needs = ["pilots.barrier"]
rows = "barrier_rows"
*/
with held as materialized (
    select *
    from facts.held_up
    where in_units(business_unit)
),

named as (
    select
        initiative_key,
        is_stalled,
        spent,
        unnest(barriers) as barrier,
    from held
),

totals as (
    select
        count(*) as initiatives,
        count(*) filter (where len(barriers) > 0) as with_barrier,
        sum(spent) filter (where len(barriers) > 0) as money,
    from held
)

select
    named.barrier,
    count(*) as initiatives,
    count(*) filter (where named.is_stalled) as stalled,
    count(*) filter (where not named.is_stalled) as stopped,
    any_value(totals.with_barrier) as of_named,
    any_value(totals.initiatives) as of_all,
    sum(named.spent) as money_held_up,
    any_value(totals.money) as money_of_named,
from named
cross join totals
group by named.barrier
order by initiatives desc, money_held_up desc nulls last, named.barrier
