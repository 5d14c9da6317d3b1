/*
title = "What produces return"
question = "What does the investment buy, and what produces return?"
formula = """
each purpose beside the value of the initiatives it is linked to, apportioned by its share of their spend; unlinked \
spend produces no value that can be traced"""
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

apportioned as (
    select
        spent.*,
        spent.amount / nullif(sum(spent.amount) over (partition by spent.initiative_key), 0) as part,
    from spent
)

select
    apportioned.purpose,
    sum(apportioned.amount) as spent,
    sum(apportioned.amount) filter (where apportioned.initiative_key is not null) as linked,
    sum(apportioned.part * money.risk_adjusted) as risk_adjusted,
    sum(apportioned.part * money.verified) as verified,
from apportioned
left join facts.initiative_money as money using (initiative_key)
where in_units(apportioned.value_unit)
group by apportioned.purpose
order by spent desc
