/*
title = "Narrow against generic"
question = "Do narrow workflows reach production more often than generic capabilities?"
page = "funnel"
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
)

select
    curve as scope_kind,
    * exclude (curve),
from compared_by('spells', 'narrow_workflow', 'generic_capability')
order by curve desc
