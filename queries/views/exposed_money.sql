/*
title = "What is wrong, and what it costs"
question = "Which failure modes do we have, where, and how much money do they expose?"
page = "board"
formula = "the rows of spend that a failure mode's findings expose, each row once; totals are of the distinct rows, not sums of the cells"
unit = "money"
good = "down"
rows = "exposed_rows"
note = "A row without business_unit is the total of a failure mode, one without detector that of a unit. severity: 3 exposes a tenth of the unit's spend or more, 2 found, 1 a sign, 0 looked and not found, blank: not enough data."
*/
with found as materialized (
    select *
    from views.judgements
    where kind = 'failure_mode'
),

judged as (
    select
        business_unit,
        detector,
        max(severity) as severity,
        count(*) filter (where severity >= 2) as findings,
        count(*) filter (where severity = 1) as signs,
    from found
    group by grouping sets ((business_unit, detector), (business_unit), (detector), ())
),

rows_exposed as materialized (
    select distinct
        found.business_unit,
        found.detector,
        spend.row_key,
        spend.amount,
    from found, unnest(found.spend_rows) as exposed(row_key)
    inner join facts.spend as spend using (row_key)
    where found.severity >= 2
),

sums as (
    select business_unit, detector, sum(amount) as exposed from rows_exposed group by all
    union all
    select business_unit, null as detector, sum(amount) as exposed
    from (select distinct business_unit, row_key, amount from rows_exposed)
    group by business_unit
    union all
    select null as business_unit, detector, sum(amount) as exposed
    from (select distinct detector, row_key, amount from rows_exposed)
    group by detector
    union all
    select null as business_unit, null as detector, sum(amount) as exposed
    from (select distinct row_key, amount from rows_exposed)
),

spent as (
    select
        business_unit,
        sum(spent) as spent,
    from facts.unit_spend
    where in_units(business_unit)
    group by grouping sets ((business_unit), ())
)

select
    judged.business_unit,
    judged.detector,
    judged.severity,
    judged.findings,
    judged.signs,
    sums.exposed,
    spent.spent,
from judged
left join sums
    on judged.business_unit is not distinct from sums.business_unit and judged.detector is not distinct from sums.detector
left join spent on judged.business_unit is not distinct from spent.business_unit
order by judged.business_unit nulls first, judged.detector nulls first
