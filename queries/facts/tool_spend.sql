-- What a unit spent on access to a tool in a quarter, and the rows of spend that say so.
select
    value_unit as business_unit,
    lower(trim(tool)) as tool_key,
    quarter_start,
    sum(amount) as spent,
    list(row_key order by row_key) as spend_rows,
from facts.spend
where basis = 'actual' and purpose = 'access' and trim(tool) <> ''
group by all
