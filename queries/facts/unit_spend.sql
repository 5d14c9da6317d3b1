-- What a unit has spent so far; linked money counts with the initiative's unit.
select
    value_unit as business_unit,
    sum(amount) as spent,
from facts.spend
where basis = 'actual'
group by value_unit
