-- Currency rates: units of a currency for one of the reporting currency, in the period they hold for.
select
    part_id * 100000000 + line as row_key,
    *,
from ledger.rates
