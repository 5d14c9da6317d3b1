-- Training cohorts as each list up to `until` shows them.
select
    part_id * 100000000 + line as row_key,
    * replace (case when first_build_on <= getvariable('until') then first_build_on end as first_build_on),
    cast(getvariable('until') as date) as until,
from ledger.training
where reporting_on <= getvariable('until') and started_on <= getvariable('until')
