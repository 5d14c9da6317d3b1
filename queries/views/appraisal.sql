/*
title = "Net present value, rate of return, payback"
question = "When does the money come back?"
page = "return"
formula = """
on the quarterly net of risk-adjusted value and cost: NPV at the yearly discount rate (setting), the first flow's \
quarter being 0; IRR where the sign changes once; payback = the last crossing, after which the cumulative net stays \
at or above zero"""
unit = "money"
needs = ["spend.amount", "deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "benefit_rows"
*/
with flows as (
    select
        quarter_start,
        net,
        cost_to_date,
    from views.j_curve
),

listed as (
    select
        list(net order by quarter_start) as flows,
        count(*) as quarters,
    from flows
),

judged as (
    select
        flows,
        quarters,
        quarterly_rate(setting('discount_rate')) as rate_per_quarter,
        npv(rate_per_quarter, flows) as npv,
        irr(flows) as irr_per_quarter,
        payback(flows) as payback_quarters,
        payback_state(flows) as payback_state,
        sign_changes(flows) as changes,
    from listed
)

select
    quarters,
    setting('discount_rate') as discount_rate,
    rate_per_quarter,
    npv,
    irr_per_quarter,
    (1 + irr_per_quarter) ** 4 - 1 as irr_per_year,
    case
        when coalesce(changes, 0) = 0 then 'n/a: the flows never change sign'
        when changes > 1 then 'n/a: the flows change sign more than once'
        else 'one rate'
    end as irr_state,
    payback_quarters,
    payback_state,
from judged
where quarters > 0
