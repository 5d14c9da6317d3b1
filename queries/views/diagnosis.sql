/*
title = "What is wrong, where, and what it costs"
question = "Which failure modes, patterns and gaps does each unit have, and how much money do they expose?"
page = "diagnosis"
formula = "for each unit and detector its worst severity, how many it found, and the rows of spend these expose, each row once; totals are of the distinct rows, not sums of the cells"
unit = "money"
good = "down"
rows = "finding_rows"
note = "kind and detector are blank in a total over them, business_unit in a total over units. severity: 3 exposes a tenth of the unit's spend or more, 2 found, 1 a sign, 0 looked and not found, blank: not enough data. A detector without the columns it needs is left out."
*/
with judged as materialized (
    select * from views.judgements
),

counted as (
    select
        business_unit,
        kind,
        detector,
        max(severity) as severity,
        count(*) filter (where severity >= 2) as findings,
        count(*) filter (where severity = 1) as signs,
        count(*) filter (where severity = 0) as clear,
        count(*) filter (where severity is null) as unknown,
    from judged
    group by grouping sets (
        (business_unit, kind, detector), (business_unit, kind), (business_unit), (kind, detector), (kind), ()
    )
),

exposing as materialized (
    select distinct
        judged.business_unit,
        judged.kind,
        judged.detector,
        spend.row_key,
        spend.amount,
    from judged, unnest(judged.spend_rows) as exposed(row_key)
    inner join facts.spend as spend using (row_key)
    where judged.severity >= 2
),

-- a row of spend counts once in each cell and in each total: first the distinct rows of each, then their sum
distinct_rows as (
    select business_unit, kind, detector, row_key, any_value(amount) as amount,
    from exposing
    group by grouping sets (
        (business_unit, kind, detector, row_key), (business_unit, kind, row_key), (business_unit, row_key),
        (kind, detector, row_key), (kind, row_key), (row_key)
    )
),

sums as (
    select
        business_unit,
        kind,
        detector,
        sum(amount) as exposed,
    from distinct_rows
    group by all
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
    counted.business_unit,
    counted.kind,
    counted.detector,
    asked.title,
    counted.severity,
    counted.findings,
    counted.signs,
    counted.clear,
    counted.unknown,
    sums.exposed,
    spent.spent,
from counted
left join sums
    on counted.business_unit is not distinct from sums.business_unit
    and counted.kind is not distinct from sums.kind
    and counted.detector is not distinct from sums.detector
left join spent on counted.business_unit is not distinct from spent.business_unit
left join facts.diagnoses as asked on counted.detector = asked.detector
order by counted.business_unit nulls first, asked.place nulls first, counted.kind nulls first
