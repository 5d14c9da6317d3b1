/*
title = "Planned against realised by start quarter"
question = "Did what was planned come true?"
page = "return"
formula = """
planned cost (in total) beside actual direct cost to date; planned yearly benefit x months live / 12 beside what is \
claimed, at 100 %, and what of it rests on which evidence; only initiatives for which both sides are known, by the quarter \
they started in. Below plan = claimed less than what is due by more than the materiality setting"""
unit = "money"
needs = ["pilots.planned_cost | pilots.planned_benefit", "pilots.started_on"]
benchmarks = ["expectations_missed"]
rows = "initiative_money_rows"
n = "initiatives"
*/
with shown as (
    select
        *,
        quarter_start(started_on) as quarter_start,
    from facts.initiative_plans
    where (planned_cost > 0 or planned_benefit > 0) and in_units(business_unit)
),

-- what started before the first quarter known is shown with it, and cut where a reader cuts the first quarters
first as (
    select min(quarter_start) as quarter_start
    from facts.quarters
)

select
    start_quarter,
    shown.quarter_start,
    count(*) as initiatives,
    count(cost) as costed,
    sum(planned_cost) filter (where cost is not null) as planned_cost,
    sum(cost) as actual_cost,
    count(*) filter (where is_over_cost) as over_cost,
    count(*) filter (where is_judged) as judged,
    sum(due) filter (where is_judged) as due,
    sum(realised) filter (where is_judged) as realised,
    sum(claimed_finance_confirmed) filter (where is_judged) as claimed_finance_confirmed,
    sum(claimed_controlled) filter (where is_judged) as claimed_controlled,
    sum(claimed_baseline) filter (where is_judged) as claimed_baseline,
    sum(claimed_modelled) filter (where is_judged) as claimed_modelled,
    sum(claimed_self_reported) filter (where is_judged) as claimed_self_reported,
    sum(claimed_from_hours) filter (where is_judged) as claimed_from_hours,
    count(*) filter (where is_below_plan) as below_plan,
    wilson_low(below_plan, judged) as below_low,
    wilson_high(below_plan, judged) as below_high,
from shown, first
where in_periods(greatest(shown.quarter_start, first.quarter_start))
group by all
order by shown.quarter_start
