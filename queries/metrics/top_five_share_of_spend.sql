/*
title = "The five dearest initiatives"
question = "Do we concentrate, or spread the money over many use cases?"
page = "funnel"
formula = "actual spend on the five initiatives that cost most so far / actual spend on all initiatives; not where five or fewer cost anything"
unit = "percent"
good = "none"
kind = "to_date"
additive = false
needs = ["spend.initiative_id", "pilots.stage"]
rows = "concentration_rows"
*/
with spent as (
    select
        initiatives.business_unit,
        spend.spent,
    from facts.initiative_spend as spend
    inner join facts.initiatives as initiatives using (initiative_key)
    where spend.spent > 0
),

counted as (
    select business_unit, spent
    from spent
    union all
    select cast(null as varchar), spent
    from spent
    where in_units(business_unit)
),

ranked as (
    select
        business_unit,
        spent,
        row_number() over (partition by business_unit order by spent desc) as place,
    from counted
)

select
    cast(null as varchar) as period,
    business_unit,
    sum(spent) filter (where place <= 5) as numerator,
    sum(spent) as denominator,
from ranked
group by business_unit
having count(*) > 5
