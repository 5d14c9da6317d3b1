/*
title = "What those that reached production spent it on"
question = "Do initiatives that reach production spend their money otherwise?"
page = "spend"
formula = """
linked actual spend by purpose (data apart from the rest of building), up to the quarter an initiative reached \
production and without running costs, over initiatives that reached production, and over those that stopped, were \
retired or stalled without reaching it; those still on their way are left out"""
unit = "money"
needs = ["spend.initiative_id", "pilots.stage"]
benchmarks = ["data_share"]
rows = "cost_rows"
*/
with spent as (
    select
        spend.initiative_key,
        case
            when initiatives.ever_production then 'reached'
            when initiatives.is_stopped or initiatives.is_retired or ageing.is_stalled then 'not reached'
        end as outcome,
        if(spend.category = 'data', 'data', spend.purpose) as purpose,
        spend.amount,
    from facts.spend as spend
    inner join facts.initiatives as initiatives using (initiative_key)
    left join facts.ageing as ageing using (initiative_key)
    where
        spend.basis = 'actual'
        and spend.amount is not null
        and spend.purpose <> 'running'
        and (initiatives.production_on is null or spend.quarter_start <= initiatives.production_on)
        -- retired, and whether it was ever in production is not known: neither of the two
        and initiatives.ever_production is not null
        and in_units(initiatives.business_unit)
),

counted as (
    select outcome, count(distinct initiative_key) as initiatives, sum(amount) as whole
    from spent
    group by outcome
)

select
    spent.outcome,
    spent.purpose,
    sum(spent.amount) as amount,
    any_value(counted.whole) as whole,
    sum(spent.amount) / case when any_value(counted.whole) > 0 then any_value(counted.whole) end as share,
    any_value(counted.initiatives) as initiatives,
from spent
inner join counted using (outcome)
group by spent.outcome, spent.purpose
order by spent.outcome, amount desc, spent.purpose
