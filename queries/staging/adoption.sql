-- Tools in units, period by period, up to `until`.
select
    part_id * 100000000 + line as row_key,
    *,
    quarter_label(period_end) as period,
    quarter_start(period_end) as quarter_start,
    quarter_end(period_end) as quarter_end,
    datediff('day', period_start, period_end) + 1 as days,
from ledger.adoption
where period_end <= getvariable('until')
