/*
title = "What the investment buys, and what produces return"
question = "What does the investment buy, and what produces return?"
page = "return"
formula = """
actual spend of each purpose, and of it what is linked to an initiative; beside it the value of those initiatives, \
apportioned by the purpose's share of their spend. Value of no initiative with linked spend stands in a row without a \
purpose"""
unit = "money"
needs = ["spend.initiative_id", "deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "cost_rows"
*/
with spent as (
    select
        purpose,
        initiative_key,
        value_unit,
        sum(amount) as amount,
    from facts.spend_positions
    group by all
),

-- a refund earns nothing and takes nothing from the others
apportioned as (
    select
        spent.*,
        case when initiative_key is not null then
            greatest(amount, 0) / nullif(sum(greatest(amount, 0)) over (partition by initiative_key), 0)
        end as part,
    from spent
),

by_purpose as (
    select
        apportioned.purpose,
        sum(apportioned.amount) as spent,
        sum(apportioned.amount) filter (where apportioned.initiative_key is not null) as linked,
        sum(apportioned.part * money.claimed) as claimed,
        sum(apportioned.part * money.risk_adjusted) as risk_adjusted,
        sum(apportioned.part * money.evidenced) as evidenced,
    from apportioned
    left join facts.initiative_money as money using (initiative_key)
    where in_units(apportioned.value_unit)
    group by apportioned.purpose
),

whole as (
    select
        sum(claimed) as claimed,
        sum(risk_adjusted) as risk_adjusted,
        sum(evidenced) as evidenced,
    from facts.benefits
    where in_units(value_unit)
),

untraced as (
    select
        null as purpose,
        null as spent,
        null as linked,
        any_value(whole.claimed) - coalesce(sum(by_purpose.claimed), 0) as claimed,
        any_value(whole.risk_adjusted) - coalesce(sum(by_purpose.risk_adjusted), 0) as risk_adjusted,
        any_value(whole.evidenced) - coalesce(sum(by_purpose.evidenced), 0) as evidenced,
    from whole
    left join by_purpose on true
)

select *
from by_purpose
union all by name
select *
from untraced
where abs(claimed) > 0.005 or abs(risk_adjusted) > 0.005
order by spent desc nulls last, purpose
