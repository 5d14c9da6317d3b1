/*
title = "Benefits claimed more than once"
question = "Is one benefit claimed twice?"
page = "return"
formula = """
every claim of a benefit group in which something was left out: of one period only the claim with the strongest \
evidence counts, of equals the smaller"""
unit = "money"
needs = ["deployments.benefit_group"]
rows = "benefit_rows"
*/
with grouped as (
    select
        *,
        bool_or(stated is not null and not is_counted) over (partition by benefit_group) as is_double,
    from facts.benefits
    where benefit_group is not null and stated is not null
)

select
    grouped.benefit_group,
    grouped.business_unit,
    any_value(deployments.name) as name,
    grouped.deployment_id,
    arg_max(grouped.evidence, grouped.period_end) as evidence,
    min(quarter_label(grouped.quarter_start)) as first_period,
    max(quarter_label(grouped.quarter_start)) as last_period,
    coalesce(sum(grouped.stated) filter (where grouped.is_counted), 0) as counted,
    coalesce(sum(grouped.stated) filter (where not grouped.is_counted), 0) as not_counted,
    max(versions.file_name) as upload,
    max(grouped.version) as version,
    arg_max(grouped.sheet, grouped.row_key) as sheet,
    arg_max(grouped.source_row, grouped.row_key) as source_row,
from grouped
left join facts.deployments as deployments
    on grouped.business_unit = deployments.business_unit and grouped.deployment_id = deployments.deployment_id
left join ledger.versions as versions on grouped.version = versions.version
where grouped.is_double and in_units(grouped.business_unit)
group by grouped.benefit_group, grouped.business_unit, grouped.deployment_id
order by grouped.benefit_group, counted desc, grouped.business_unit, grouped.deployment_id
