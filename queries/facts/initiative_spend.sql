-- What an initiative has cost so far, and the rows of spend that say so.
select
    initiative_key,
    sum(amount) as spent,
    list(row_key order by row_key) as spend_rows,
from facts.spend
where basis = 'actual' and initiative_key is not null
group by initiative_key
