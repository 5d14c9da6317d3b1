/*
title = "From what is stranded, unused and found to what is exposed"
question = "How much money is in question, each amount counted once?"
page = "diagnosis"
formula = """
from the beginning: stranded spend + unused seats, at most what the spend sheet paid for the tool, unit and quarter + spend \
that findings expose, - what is counted twice = exposed, each row of spend once; priced and not paid here = what else unused \
seats are worth at their price"""
unit = "money"
good = "down"
needs = ["spend.amount"]
rows = "cost_rows"
*/
with stranded as (
    select row_key, amount as stranded
    from facts.spend_positions
    where position = 'stranded' and in_units(value_unit)
),

found as (
    select distinct unnest(spend_rows) as row_key
    from views.judgements
    where severity >= 2
),

-- what few people use is left out
unused as (
    select
        use.business_unit,
        use.tool_key,
        use.quarter_start,
        sum(adoption.shelfware) as shelfware,
    from facts.adoption as adoption
    inner join facts.tool_use as use
        on adoption.business_unit = use.business_unit
        and lower(trim(adoption.tool)) = use.tool_key
        and adoption.quarter_start = use.quarter_start
    where adoption.shelfware > 0 and not adoption.in_grace and not use.is_hidden and not adoption.is_small
    and in_units(use.business_unit)
    group by all
),

paid as (
    select
        unused.shelfware,
        case when bought.spent > 0 then least(unused.shelfware, bought.spent) else 0 end as paid_here,
        bought.spent,
        bought.spend_rows,
    from unused
    left join facts.tool_spend as bought using (business_unit, tool_key, quarter_start)
),

unused_rows as (
    select
        spend.row_key,
        paid.paid_here * spend.amount / paid.spent as unused,
    from paid, unnest(paid.spend_rows) as bought(row_key)
    inner join facts.spend as spend using (row_key)
    where paid.paid_here > 0
),

parts as (
    select
        coalesce(stranded.stranded, 0) as stranded,
        coalesce(unused_rows.unused, 0) as unused,
        case when found.row_key is not null then coalesce(spend.amount, 0) else 0 end as found,
        case
            when stranded.row_key is not null or found.row_key is not null then coalesce(spend.amount, 0)
            else unused
        end as exposed,
    from facts.spend as spend
    left join stranded using (row_key)
    left join found using (row_key)
    left join unused_rows using (row_key)
    where coalesce(stranded.row_key, found.row_key, unused_rows.row_key) is not null
)

select
    coalesce(sum(stranded), 0) as stranded,
    coalesce(sum(unused), 0) as unused,
    coalesce(sum(found), 0) as found,
    coalesce(sum(stranded + unused + found - exposed), 0) as counted_twice,
    coalesce(sum(exposed), 0) as exposed,
    (select coalesce(sum(shelfware - paid_here), 0) from paid) as priced_not_paid,
from parts
