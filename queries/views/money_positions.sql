/*
title = "Where the money is"
question = "Where does the money go, and what does it buy?"
page = "spend"
formula = """
every actual amount once, from the beginning, the first that fits. Linked: live, in flight, ended but paid back, \
stranded (stalled, stopped or retired without paying back). Unlinked: advice delivered 12 months ago = stranded, if there is a list of initiatives; \
licences, model usage, platform, infrastructure, training = enabling; the rest = unlinked. Also over the last eight \
quarters"""
unit = "money"
needs = ["spend.amount"]
rows = "cost_rows"
n = "sheet_rows"
*/
with amounts as (
    select
        position,
        detail,
        sum(amount) as amount,
        coalesce(
            sum(amount) filter (
                where quarter_start > quarter_start(cast(getvariable('until') as date)) - interval 24 month
            ),
            0
        ) as amount_two_years,
        count(distinct initiative_key) as initiatives,
        count(*) as sheet_rows,
    from facts.spend_positions
    where in_units(value_unit)
    group by all
),

-- what few people use is left out
unused as (
    select sum(shelfware) as shelfware
    from facts.unused_seats
    where not in_grace and in_units(business_unit)
)

select
    amounts.position,
    amounts.detail,
    amounts.amount,
    amounts.amount / nullif(sum(amounts.amount) over (), 0) as share,
    amounts.amount_two_years,
    amounts.initiatives,
    amounts.sheet_rows,
    case when amounts.position = 'enabling' and amounts.detail = 'licences' then unused.shelfware end as shelfware,
from amounts
cross join unused
order by
    list_position(['live', 'in_flight', 'paid_back', 'enabling', 'unlinked', 'stranded'], amounts.position),
    amounts.amount desc
