-- What a unit paid and got back in a quarter, benefits at four tiers. What is linked to an initiative counts with its unit,
-- cost and value alike, wherever it is paid or reported: a return sets one against the other.
with paid as (
    select
        value_unit as business_unit,
        quarter_start,
        sum(amount) as spent,
    from facts.spend
    where basis = 'actual'
    group by all
),

returned as (
    select
        value_unit as business_unit,
        quarter_start,
        sum(run_cost) as run_cost,
        sum(claimed) as claimed,
        sum(risk_adjusted) as risk_adjusted,
        sum(evidenced) as evidenced,
        sum(documented) as documented,
        sum(confirmed) as confirmed,
        sum(claimed) filter (where is_cash) as claimed_cash,
        sum(risk_adjusted) filter (where is_cash) as risk_adjusted_cash,
    from facts.benefits
    group by all
),

keys as (
    select business_unit, quarter_start from paid
    union
    select business_unit, quarter_start from returned
)

select
    keys.business_unit,
    keys.quarter_start,
    quarter_label(keys.quarter_start) as period,
    coalesce(paid.spent, 0) as spent,
    coalesce(returned.run_cost, 0) as run_cost,
    coalesce(paid.spent, 0) + coalesce(returned.run_cost, 0) as cost,
    coalesce(returned.claimed, 0) as claimed,
    coalesce(returned.risk_adjusted, 0) as risk_adjusted,
    coalesce(returned.evidenced, 0) as evidenced,
    coalesce(returned.documented, 0) as documented,
    coalesce(returned.confirmed, 0) as confirmed,
    coalesce(returned.claimed_cash, 0) as claimed_cash,
    coalesce(returned.risk_adjusted_cash, 0) as risk_adjusted_cash,
from keys
left join paid using (business_unit, quarter_start)
left join returned using (business_unit, quarter_start)
