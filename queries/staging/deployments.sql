-- Live tools, period by period, up to `until`; blank evidence is self-reported.
select
    part_id * 100000000 + line as row_key,
    *,
    quarter_label(period_end) as period,
    quarter_start(period_end) as quarter_start,
    quarter_end(period_end) as quarter_end,
    datediff('day', period_start, period_end) + 1 as days,
    coalesce(benefit_evidence, 'self_reported') as evidence,
from ledger.deployments
where period_end <= getvariable('until')
