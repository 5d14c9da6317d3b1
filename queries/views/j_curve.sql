/*
title = "Cumulative cost, benefit and net"
question = "When does the money come back?"
page = "return"
formula = """
cost and risk-adjusted value of each quarter, summed from the first flow on; all quarters are shown, whatever the \
filter"""
unit = "money"
needs = ["spend.amount", "deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "benefit_rows"
*/
with flows as (
    select
        quarters.period,
        quarters.quarter_start,
        coalesce(sum(money.cost), 0) as cost,
        coalesce(sum(money.risk_adjusted), 0) as benefit,
        count(money.cost) as unit_quarters,
    from facts.quarters as quarters
    left join facts.money_by_quarter as money
        on quarters.quarter_start = money.quarter_start and in_units(money.business_unit)
    group by quarters.period, quarters.quarter_start
),

running as (
    select
        *,
        sum(cost) over so_far as cost_to_date,
        sum(benefit) over so_far as benefit_to_date,
        sum(benefit - cost) over so_far as net_to_date,
        sum(unit_quarters) over so_far as known,
    from flows
    window so_far as (order by quarter_start)
)

select
    period,
    quarter_start,
    cost,
    benefit,
    benefit - cost as net,
    cost_to_date,
    benefit_to_date,
    net_to_date,
    datediff('quarter', min(quarter_start) over (), quarter_start) as place,
    change_of(net_to_date, lag(net_to_date) over (order by quarter_start), change_floor(cost)) as change,
from running
where known > 0
order by quarter_start
