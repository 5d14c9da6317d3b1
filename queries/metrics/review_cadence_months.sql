/*
title = "Months since the last review"
question = "Do we measure in months?"
page = "diagnosis"
formula = "the median, over live and in flight, of the months between the last review and the unit's last list; what was never reviewed counts from its start, or from its first list"
unit = "months"
good = "down"
kind = "state"
additive = false
benchmarks = ["review_cadence"]
needs = ["pilots.last_reviewed_on"]
rows = "review_rows"
note = "A list gives one date a quarter, so the rhythm itself is not seen: only how old the last review is. Months of 30.44 days."
*/
with unreviewed as (
    select
        business_unit,
        datediff('day', coalesce(last_reviewed_on, started_on, first_listed_on), censored_on) / 30.4375 as months,
    from facts.initiatives
    where is_live or is_in_flight
)

select
    cast(null as varchar) as period,
    business_unit,
    median(months) as numerator,
    null as denominator,
from unreviewed
where in_units(business_unit)
group by grouping sets ((business_unit), ())
having count(*) > 0
