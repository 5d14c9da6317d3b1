-- What a unit last answered on confidence, clarity, skill and permission, judged: 2 or 3 where fewer than half agree by
-- the whole interval, 1 where they seem to; with the access it paid for in the last four quarters.
with access as (
    select
        value_unit as business_unit,
        sum(amount) as exposed,
        list(row_key order by row_key) as spend_rows,
    from facts.spend
    where
        basis = 'actual'
        and purpose = 'access'
        and period_end > months_before(cast(getvariable('until') as date), 12)
    group by value_unit
),

judged as (
    select
        *,
        not is_hidden and wilson_high(agreeing, judged) < setting('gap_share') as fires,
        not is_hidden and agreeing < setting('gap_share') * judged as seems_so,
    from facts.survey
    where is_latest and question in ('confidence', 'clarity', 'skill', 'permission')
)

select
    judged.business_unit,
    judged.question,
    case
        when judged.is_hidden then null
        when judged.seems_so and not judged.fires then 1
        else severity(judged.fires, access.exposed, unit_spend.spent)
    end as severity,
    case when judged.fires then access.exposed end as exposed,
    case
        when judged.is_hidden then 'Hidden: too few answers, or too easily worked out'
        when judged.judged is null then 'Only averages were uploaded; not known: how many answered 4 or 5'
        else counted(judged.agreeing, judged.judged) || ' answered 4 or 5 in ' || judged.period
    end as evidence,
    case when judged.fires then access.spend_rows end as spend_rows,
from judged
left join access using (business_unit)
left join facts.unit_spend as unit_spend using (business_unit)
