/*
title = "Value at four tiers, from the beginning"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = """
claimed, risk-adjusted, evidenced and confirmed value and cost, summed from the beginning to each quarter; risk-adjusted value \
split into cash and soft"""
unit = "money"
needs = ["spend.amount", "deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "benefit_rows"
*/
with shown as (
    select
        quarters.period,
        quarters.quarter_start,
        sum(money.cost) as cost,
        sum(money.claimed) as claimed,
        sum(money.risk_adjusted) as risk_adjusted,
        sum(money.evidenced) as evidenced,
        sum(money.confirmed) as confirmed,
        sum(money.risk_adjusted_cash) as cash,
    from facts.quarters as quarters
    left join facts.money_by_quarter as money
        on quarters.quarter_start = money.quarter_start and in_units(money.business_unit)
    group by quarters.period, quarters.quarter_start
),

running as (
    select
        period,
        quarter_start,
        sum(cost) over so_far as cost,
        sum(claimed) over so_far as claimed,
        sum(risk_adjusted) over so_far as risk_adjusted,
        sum(evidenced) over so_far as evidenced,
        sum(confirmed) over so_far as confirmed,
        sum(cash) over so_far as cash,
        sum(risk_adjusted) over so_far - sum(cash) over so_far as soft,
    from shown
    window so_far as (order by quarter_start)
)

select *
from running
where in_periods(quarter_start) and cost is not null
order by quarter_start
