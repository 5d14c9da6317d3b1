/*
title = "Rows of the registry"
question = "What is live, and who keeps it alive?"
page = "registry"
formula = "each deployment as its last row describes it"
needs = ["deployments.status"]
*/
select
    deployments.deployment_id,
    deployments.name,
    deployments.business_unit,
    deployments.period,
    deployments.status,
    deployments.is_live,
    deployments.built_by,
    deployments.maintained_by,
    case
        when deployments.is_live
            then coalesce(deployments.built_by, 'not known') || ' / ' || coalesce(deployments.maintained_by, 'not known')
    end as built_and_kept,
    people_text(deployments.active_users) as users,
    people_text(deployments.peak_users) as most_users,
    people_text(deployments.intended_users) as intended_users,
    deployments.went_live_on,
    deployments.incidents,
    deployments.security_incidents,
    versions.file_name as upload,
    deployments.version,
    deployments.sheet,
    deployments.source_row,
from (
    select *, quarter_label(last_period_end) as period
    from facts.deployments
) as deployments
left join ledger.versions as versions using (version)
where in_units(deployments.business_unit)
order by deployments.business_unit, deployments.name
