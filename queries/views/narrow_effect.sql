/*
title = "Narrow against generic"
question = "Do narrow workflows reach production more often than generic capabilities?"
formula = "cumulative incidence of production by day 365 of initiatives with a narrow workflow and of those with a generic capability, as first stated on a list within 100 days of the start; multiple = one / the other, with its 95 % interval (delta method on the log scale); apart beyond chance where the interval of their difference (Newcombe) leaves out zero"
n = "cases"
benchmarks = ["narrow_multiple"]
needs = ["pilots.started_on", "pilots.scope_kind"]
rows = "readiness_rows"
note = "An association, not a cause: what else differed is not known. A statement from a later list does not count, for it may have come with production."
*/
with spells as (
    select
        scope_kind as curve,
        entered_days,
        days,
        outcome,
    from facts.conversions
    where left_out is null and scope_kind is not null and in_units(business_unit)
),

reached as (
    select *
    from reached_by('spells')
    where watched > 0
),

pair as (
    select
        any_value(columns('(by|low|high)_(180|365)|error_365|state')) filter (where curve = 'narrow_workflow') as 'with_\0',
        any_value(columns('(by|low|high)_(180|365)|error_365|state')) filter (where curve = 'generic_capability') as 'base_\0',
    from reached
),

multiple as (
    select
        with_by_365 / nullif(base_by_365, 0) as multiple,
        ratio_low(with_by_365, with_error_365, base_by_365, base_error_365) as multiple_low,
        ratio_high(with_by_365, with_error_365, base_by_365, base_error_365) as multiple_high,
        difference_low(with_by_180, with_low_180, base_by_180, base_high_180) as difference_low_180,
        difference_high(with_by_180, with_high_180, base_by_180, base_low_180) as difference_high_180,
        difference_low(with_by_365, with_low_365, base_by_365, base_high_365) as difference_low_365,
        difference_high(with_by_365, with_high_365, base_by_365, base_low_365) as difference_high_365,
    from pair
    where with_state = 'ok' and base_state = 'ok'
)

select
    reached.curve as scope_kind,
    reached.cases,
    reached.watched,
    reached.events as in_production,
    reached.competing as stopped,
    reached.by_180,
    reached.low_180,
    reached.high_180,
    reached.by_365,
    reached.low_365,
    reached.high_365,
    reached.stopped_by_365,
    reached.median_days,
    reached.state,
    multiple.multiple,
    multiple.multiple_low,
    multiple.multiple_high,
    multiple.difference_low_180,
    multiple.difference_high_180,
    multiple.difference_low_365,
    multiple.difference_high_365,
from reached
left join multiple on true
order by reached.curve desc
