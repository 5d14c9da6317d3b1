-- What figures should be; a blank unit means the whole company.
select
    part_id * 100000000 + line as row_key,
    *,
    quarter_label(period_end) as period,
from ledger.targets
