-- Money as the sheets say it, up to `until`: each row with its quarter and what it buys.
select
    part_id * 100000000 + line as row_key,
    * exclude (basis),
    coalesce(basis, 'actual') as basis,
    quarter_label(period_end) as period,
    quarter_start(period_end) as quarter_start,
    quarter_end(period_end) as quarter_end,
    case
        when category in ('licences', 'model_usage') then 'access'
        when category = 'consulting' then 'advice'
        when category = 'training' then 'training'
        when category in ('governance', 'access_controls', 'leadership') then 'governance'
        when category in ('build_team', 'vendor_build', 'data', 'platform', 'integration', 'infrastructure')
            then 'building'
        when category in ('change_management', 'coaching') then 'change'
        when category = 'run' then 'running'
        else 'other'
    end as purpose,
from ledger.spend
where period_end <= getvariable('until') or coalesce(basis, 'actual') <> 'actual'
