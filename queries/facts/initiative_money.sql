-- What each initiative cost and brought back, from its beginning to `until`, and what its first four quarters of spend
-- went to. Only its direct cost: initiatives do not add up to the portfolio.
with spend as materialized (
    select
        initiative_key,
        value_unit,
        quarter_start,
        category in ('data', 'governance', 'access_controls') as is_data,
        sum(amount) as amount,
    from facts.spend
    where basis = 'actual' and initiative_key is not null
    group by all
),

spent as (
    select
        initiative_key,
        any_value(value_unit) as business_unit,
        sum(amount) as spent,
        min(quarter_start) filter (where amount > 0) as first_spend_on,
    from spend
    group by initiative_key
),

first_year as (
    select
        spend.initiative_key,
        sum(spend.amount) as first_year_spent,
        coalesce(sum(spend.amount) filter (where spend.is_data), 0) as first_year_data_spent,
    from spend
    inner join spent using (initiative_key)
    where spend.quarter_start < spent.first_spend_on + interval 12 month
    group by spend.initiative_key
),

returned as (
    select
        initiative_key,
        any_value(value_unit) as business_unit,
        sum(run_cost) as run_cost,
        sum(claimed) as claimed,
        sum(risk_adjusted) as risk_adjusted,
        sum(evidenced) as evidenced,
        coalesce(sum(claimed) filter (where evidence = 'finance_confirmed'), 0) as claimed_finance_confirmed,
        coalesce(sum(claimed) filter (where evidence = 'controlled'), 0) as claimed_controlled,
        coalesce(sum(claimed) filter (where evidence = 'baseline'), 0) as claimed_baseline,
        coalesce(sum(claimed) filter (where evidence = 'modelled'), 0) as claimed_modelled,
        coalesce(sum(claimed) filter (where evidence = 'self_reported'), 0) as claimed_self_reported,
        coalesce(sum(claimed) filter (where amount_written is null), 0) as claimed_from_hours,
    from facts.benefits
    where initiative_key is not null
    group by initiative_key
)

select
    initiative_key,
    coalesce(spent.business_unit, returned.business_unit) as business_unit,
    spent.spent,
    returned.run_cost,
    case when spent.spent is not null or returned.run_cost is not null
        then coalesce(spent.spent, 0) + coalesce(returned.run_cost, 0)
    end as cost,
    returned.claimed,
    returned.risk_adjusted,
    returned.evidenced,
    returned.claimed_finance_confirmed,
    returned.claimed_controlled,
    returned.claimed_baseline,
    returned.claimed_modelled,
    returned.claimed_self_reported,
    returned.claimed_from_hours,
    spent.first_spend_on,
    spent.first_spend_on + interval 12 month - interval 1 day <= getvariable('until') as is_first_year_over,
    first_year.first_year_spent,
    first_year.first_year_data_spent,
    coalesce(cost > 0 and returned.evidenced >= cost, false) as is_paid_back,
from spent
full join returned using (initiative_key)
left join first_year using (initiative_key)
