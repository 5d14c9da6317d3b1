-- Initiatives as each list up to `until` shows them; dates after `until` have not happened yet.
select
    part_id * 100000000 + line as row_key,
    * replace (
        case when idea_on <= getvariable('until') then idea_on end as idea_on,
        case when started_on <= getvariable('until') then started_on end as started_on,
        case when proven_on <= getvariable('until') then proven_on end as proven_on,
        case when approved_on <= getvariable('until') then approved_on end as approved_on,
        case when production_on <= getvariable('until') then production_on end as production_on,
        case when scaled_on <= getvariable('until') then scaled_on end as scaled_on,
        case when stopped_on <= getvariable('until') then stopped_on end as stopped_on,
        case when retired_on <= getvariable('until') then retired_on end as retired_on,
        case when handoff_on <= getvariable('until') then handoff_on end as handoff_on,
        case when kpi_baseline_on <= getvariable('until') then kpi_baseline_on end as kpi_baseline_on,
        case when kpi_current_on <= getvariable('until') then kpi_current_on end as kpi_current_on,
        case when governance_reviewed_on <= getvariable('until') then governance_reviewed_on end as governance_reviewed_on,
        case when last_reviewed_on <= getvariable('until') then last_reviewed_on end as last_reviewed_on
    ),
    cast(getvariable('until') as date) as until,
from ledger.pilots
where reporting_on <= getvariable('until')
