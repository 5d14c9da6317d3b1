/*
title = "Concentration of spend on initiatives"
question = "Do we concentrate, or spread the money over many use cases?"
page = "funnel"
formula = """
Gini coefficient of the actual spend on each initiative so far, uncorrected for their number: 0 = all cost the same, \
(n - 1) / n = one of n has everything; from two initiatives on"""
unit = "for each 1"
good = "none"
kind = "to_date"
additive = false
needs = ["spend.initiative_id", "pilots.stage"]
rows = "concentration_rows"
note = "Units are not compared by it: what it can come to goes with how many initiatives they have."
*/
with spent as (
    select
        spend.spent,
    from facts.initiative_spend as spend
    inner join facts.initiatives as initiatives using (initiative_key)
    where spend.spent > 0 and in_units(initiatives.business_unit)
),

ranked as (
    select
        spent,
        row_number() over (order by spent) as place,
        count(*) over () as initiatives,
    from spent
)

select
    cast(null as varchar) as period,
    cast(null as varchar) as business_unit,
    sum((2 * place - initiatives - 1) * spent) as numerator,
    any_value(initiatives) * sum(spent) as denominator,
from ranked
having count(*) > 1
