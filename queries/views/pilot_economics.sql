/*
title = "Production by the money known at the start"
question = "Does more money at the start bring more pilots into production?"
page = "spend"
formula = """
cumulative incidence of production by day 365, by thirds of the cost planned on the first list, made within 100 days \
(setting) of the start (later plans know the outcome); beside it what the initiatives of each third have cost so far"""
unit = "percent"
needs = ["pilots.started_on", "pilots.planned_cost"]
rows = "initiative_rows"
n = "watched"
*/
with cases as materialized (
    select
        conversions.initiative_key,
        conversions.business_unit,
        conversions.entered_days,
        conversions.days,
        conversions.outcome,
        conversions.ever_production,
        funding.funding,
    from facts.conversions as conversions
    inner join facts.funding as funding using (initiative_key)
    where conversions.left_out is null
),

-- the thirds are those of all units, so that a filter does not move their bounds
bounds as (
    select
        quantile_cont(funding, 1 / 3) as low,
        quantile_cont(funding, 2 / 3) as high,
    from cases
    where funding > 0
),

shown as materialized (
    select
        cases.*,
        case
            when cases.funding is null or cases.funding <= 0 then 'not known'
            when cases.funding <= bounds.low then 'least'
            when cases.funding <= bounds.high then 'middle'
            else 'most'
        end as band,
        spend.spent,
    from cases
    cross join bounds
    left join facts.initiative_spend as spend using (initiative_key)
    where in_units(cases.business_unit)
),

spells as materialized (
    select band as curve, entered_days, days, outcome
    from shown
),

counted as (
    select
        band,
        min(funding) as from_funding,
        max(funding) as to_funding,
        count(*) as initiatives,
        count(*) filter (where ever_production) as ever_production,
        sum(spent) as spent,
    from shown
    group by band
)

select
    counted.band,
    counted.from_funding,
    counted.to_funding,
    counted.initiatives,
    reached.watched,
    reached.events as in_production,
    reached.by_365,
    reached.low_365,
    reached.high_365,
    counted.ever_production,
    counted.spent,
    counted.spent / nullif(counted.ever_production, 0) as spent_for_each,
    reached.state,
from counted
inner join reached_by('spells') as reached on counted.band = reached.curve
order by list_position(['least', 'middle', 'most', 'not known'], counted.band)
