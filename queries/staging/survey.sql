-- Answers to the survey, up to `until`; a row without a count is one answer.
select
    part_id * 100000000 + line as row_key,
    *,
    quarter_label(period_end) as period,
    quarter_start(period_end) as quarter_start,
    quarter_end(period_end) as quarter_end,
    coalesce(responses, 1) as answers,
from ledger.survey
where period_end <= getvariable('until')
