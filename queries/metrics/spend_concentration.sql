/*
title = "Concentration of spend on initiatives"
question = "Do we concentrate, or spread the money over many use cases?"
page = "funnel"
formula = "Gini coefficient of the actual spend on each initiative so far: 0 = all cost the same, towards 1 = one has everything; from two initiatives on"
unit = "for each 1"
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
        row_number() over (partition by business_unit order by spent) as place,
        count(*) over (partition by business_unit) as initiatives,
    from counted
)

select
    cast(null as varchar) as period,
    business_unit,
    sum((2 * place - initiatives - 1) * spent) as numerator,
    any_value(initiatives) * sum(spent) as denominator,
from ranked
group by business_unit
having count(*) > 1
