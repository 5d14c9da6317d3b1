/*
title = "Speed on the shared platform"
question = "Does reusing the shared platform bring initiatives into production sooner?"
page = "builders"
formula = "cumulative incidence of production by day 365 of initiatives that reuse the shared platform and of those that do not, as first stated on a list within 100 days of the start; multiple = one / the other, with its 95 % interval (delta method on the log scale); apart beyond chance where the interval of their difference (Newcombe) leaves out zero"
n = "cases"
benchmarks = ["platform_speed"]
needs = ["pilots.started_on", "pilots.platform_reused"]
rows = "readiness_rows"
note = "An association, not a cause: what else differed is not known. A statement from a later list does not count, for it may have come with production."
*/
with spells as (
    select
        platform_reused as curve,
        entered_days,
        days,
        outcome,
    from facts.conversions
    where left_out is null and platform_reused is not null and in_units(business_unit)
)

select
    curve as platform_reused,
    * exclude (curve),
from compared_by('spells', true, false)
order by curve desc
