/*
title = "Data readiness illusion"
short = "Data not ready"
question = "Which initiatives were built on data that is not ready?"
formula = "in flight or live, and its data is not ready, or data_quality holds it up and data, governance and access controls are < 20 % of its first 12 months' cost. Exposed: what the initiative has cost"
unit = "money"
good = "down"
group = "pattern"
order = 2
subjects = "initiatives in flight or live"
page = "spend"
needs = ["pilots.data_ready | pilots.barrier"]
benchmarks = ["data_share", "data_underestimate"]
remedy = "Fund the data work first: pipelines, quality, access; half or more of the first year's cost where it succeeds."
next_step = "Ask who owns the data, and what it would take and cost to make it fit."
source = "The AI Production Gap: Pattern 2, The Data Readiness Illusion"
*/
with judged as (
    select
        active.*,
        money.first_year_data_spent / nullif(money.first_year_spent, 0) as data_share,
        list_contains(active.barriers, 'data_quality') as is_held_up,
        not active.data_ready or (is_held_up and data_share < setting('low_data_share')) as fires,
    from facts.active_initiatives as active
    left join facts.initiative_money as money using (initiative_key)
)

select
    business_unit,
    'initiative' as subject_kind,
    initiative_id as subject_id,
    name as subject_name,
    severity(fires, spent, unit_spent) as severity,
    case when fires then spent end as exposed,
    case
        when not data_ready then 'Its data is not ready'
        when data_ready then 'Its data is said to be ready'
        else 'Not known: whether its data is ready'
    end
    || case when is_held_up then '; data quality holds it up' else '' end
    || coalesce(format('; {:.0f} % of its first year went into data, governance and access', 100 * data_share), '')
    as evidence,
    case when fires then spend_rows end as spend_rows,
from judged
where in_units(business_unit)
