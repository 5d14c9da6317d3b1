-- An initiative in flight or live, with what it has cost so far and what its unit has spent.
select
    initiatives.*,
    own.spent,
    own.spend_rows,
    whole.spent as unit_spent,
from facts.initiatives as initiatives
left join facts.initiative_spend as own using (initiative_key)
left join facts.unit_spend as whole using (business_unit)
where (initiatives.is_live or initiatives.is_in_flight) and not initiatives.is_vanished
