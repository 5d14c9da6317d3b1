/*
title = "From what is claimed to what is cash"
question = "How much of the claimed value is left when it is weighed by its evidence?"
page = "return"
formula = """
claimed value, less what each kind of evidence is discounted by = risk-adjusted; less what is only modelled or \
self-reported = evidenced; less cost avoided and productivity = evidenced cash; from the beginning. The negative is \
never discounted"""
unit = "money"
needs = ["deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "benefit_rows"
n = "sheet_rows"
*/
with counted as (
    select *
    from facts.benefits
    where is_counted and in_units(value_unit)
),

discounted as (
    select
        evidence,
        sum(risk_adjusted - claimed) as amount,
        count(*) as sheet_rows,
    from counted
    group by evidence
),

whole as (
    select
        sum(claimed) as claimed,
        sum(risk_adjusted) as risk_adjusted,
        coalesce(sum(evidenced), 0) as evidenced,
        coalesce(sum(evidenced) filter (where is_cash), 0) as cash,
        count(*) as sheet_rows,
        count(*) filter (where evidenced is null) as unevidenced_rows,
        count(*) filter (where evidenced is not null and not is_cash) as soft_rows,
        count(*) filter (where evidenced is not null and is_cash) as cash_rows,
    from counted
    having count(*) > 0
),

steps as (
    select 0 as stage_order, 'claimed' as step, claimed as amount, sheet_rows from whole
    union all
    select
        case evidence
            when 'finance_confirmed' then 1
            when 'controlled' then 2
            when 'baseline' then 3
            when 'modelled' then 4
            else 5
        end,
        evidence,
        amount,
        sheet_rows,
    from discounted
    union all
    select 6, 'risk_adjusted', risk_adjusted, sheet_rows from whole
    union all
    select 7, 'unevidenced', evidenced - risk_adjusted, unevidenced_rows from whole
    union all
    select 8, 'evidenced', evidenced, sheet_rows - unevidenced_rows from whole
    union all
    select 9, 'soft', cash - evidenced, soft_rows from whole
    union all
    select 10, 'cash', cash, cash_rows from whole
)

select *
from steps
order by stage_order
