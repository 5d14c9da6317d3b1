/*
title = "Builders who left in a year"
question = "Do the people who can build stay?"
page = "builders"
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
            where period_end > months_before(cast(getvariable('until') as date), 12)
        ) as gone,
        max(builders) filter (where is_latest) as staying,
        max(headcount) filter (where is_latest) as headcount,
        coalesce(bool_or(is_hidden) filter (where is_latest), false) as is_hidden,
    from facts.people
    group by business_unit, function
),

-- hidden functions are added up with the others only all together: what some of them lack would give the rest away
known as (
    select *
    from (select *, count_if(is_hidden) over () as hidden_functions from functions)
    where gone is not null and staying is not null
    qualify not is_hidden or count_if(is_hidden) over () = hidden_functions
)

select
    null as period,
    business_unit,
    sum(gone) as numerator,
    sum(gone + staying) as denominator,
    sum(headcount) as people,
from known
group by all
