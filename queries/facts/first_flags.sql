-- What was known of an initiative when it began: its scope and its readiness flags as the first list states them that is
-- no later than some days after the start (setting readiness_list_days). What is stated later stays unknown, because a
-- flag becomes "yes" on the way to production.
with early as (
    select
        pilots.*,
        row_number() over (
            partition by pilots.initiative_key
            order by pilots.reporting_on, pilots.version, pilots.row_key
        ) as position,
    from facts.pilot_lists as pilots
    inner join facts.stage_dates as dates using (initiative_key)
    where pilots.reporting_on <= dates.started_on + cast(setting('readiness_list_days') as integer)
)

select
    initiative_key,
    any_value(business_unit) as business_unit,
    arg_min(scope_kind, position) as scope_kind,
    arg_min(data_ready, position) as data_ready,
    arg_min(workflow_embedded, position) as workflow_embedded,
    arg_min(governance_reviewed, position) as governance_reviewed,
    arg_min(audit_logged, position) as audit_logged,
    arg_min(access_controlled, position) as access_controlled,
    arg_min(vendor_reviewed, position) as vendor_reviewed,
    arg_min(risk_assessed, position) as risk_assessed,
    arg_min(human_in_loop, position) as human_in_loop,
    arg_min(production_path, position) as production_path,
    arg_min(platform_reused, position) as platform_reused,
    arg_min(monitoring_in_place, position) as monitoring_in_place,
from early
group by initiative_key
