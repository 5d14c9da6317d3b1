/*
title = "Builders who left in a year"
question = "Do the people who can build stay?"
formula = "builders who left in the last four quarters / those, and the builders there are now, of the functions that say how many left"
unit = "percent"
good = "down"
kind = "state"
people = true
interval = true
needs = ["people.builders_left", "people.ai_builders"]
benchmarks = ["wage_premium", "ai_hiring", "entry_hiring"]
rows = "people_rows"
note = "Of those who left and those who stayed, so that a function that lost more builders than it has left is no more than all of them."
*/
with functions as (
    select
        business_unit,
        function,
        sum(builders_left) filter (
            where period_end > cast(getvariable('until') as date) - to_months(12)
        ) as gone,
        max(builders) filter (where is_latest) as staying,
        max(headcount) filter (where is_latest) as headcount,
    from facts.people
    group by business_unit, function
)

select
    null as period,
    business_unit,
    sum(gone) as numerator,
    sum(gone + staying) as denominator,
    sum(headcount) as people,
from functions
where gone is not null and staying is not null
group by all
