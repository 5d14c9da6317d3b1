/*
title = "Built on the shared platform"
question = "Do we build a platform, or each use case from scratch?"
page = "diagnosis"
formula = "live and in flight that reuse the shared platform / live and in flight of which it is known"
unit = "percent"
good = "up"
kind = "state"
census = true
needs = ["pilots.platform_reused"]
rows = "initiative_rows"
*/
select
    cast(null as varchar) as period,
    business_unit,
    count(*) filter (where platform_reused) as numerator,
    count(*) as denominator,
from facts.initiatives
where (is_live or is_in_flight) and platform_reused is not null
group by business_unit
