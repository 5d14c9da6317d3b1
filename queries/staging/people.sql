-- People by unit and function, up to `until`.
select
    part_id * 100000000 + line as row_key,
    *,
    quarter_label(period_end) as period,
    quarter_start(period_end) as quarter_start,
    quarter_end(period_end) as quarter_end,
from ledger.people
where period_end <= getvariable('until')
