/*
title = "The registry of live tools"
question = "What is live, and who keeps it alive?"
page = "registry"
formula = """
every live tool with its users of those it is meant for, what it brought in the last four quarters, who built and who \
maintains it, its age, its last incident, and what speaks against it; what needs attention first stands first"""
needs = ["deployments.status"]
rows = "deployment_rows"
note = "A tool with fewer users than may be shown says only that. Whoever uses two tools would count twice: users are never added across tools."
*/
with valued as (
    select
        business_unit,
        deployment_id,
        sum(evidenced) as evidenced,
        sum(risk_adjusted) as risk_adjusted,
        sum(claimed) as claimed,
    from facts.benefits
    where
        deployment_id is not null
        and quarter_start > quarter_start(cast(getvariable('until') as date)) - interval 12 month
    group by all
),

told as (
    select
        deployments.*,
        valued.evidenced,
        valued.risk_adjusted,
        valued.claimed,
        exists (from facts.benefits where deployment_id is not null and claimed is not null) as is_value_stated,
        deployments.last_incident_period = quarter_label(deployments.last_period_end) as is_incident_new,
    from facts.deployments as deployments
    left join valued using (business_unit, deployment_id)
    where deployments.is_live
),

judged as (
    select
        *,
        list_filter(
            [
                case when is_hardly_used then 'hardly used any more' end,
                case when maintained_by = 'nobody' then 'nobody maintains it' end,
                case when status = 'degraded' then 'degraded' end,
                case when claimed < 0 then 'it costs more than it brings' end,
                case when is_incident_new then 'recent incident' end,
                case when is_value_stated and coalesce(claimed, 0) = 0 then 'no value claimed' end,
                case when claimed > 0 and coalesce(evidenced, 0) <= 0 then 'value not evidenced' end,
            ],
            lambda one: one is not null
        ) as concerns,
        -- how badly it needs somebody: by the worst that speaks against it
        case
            when is_hardly_used then 1
            when maintained_by = 'nobody' then 2
            when status = 'degraded' then 3
            when claimed < 0 then 4
            when is_incident_new then 5
            when is_value_stated and coalesce(claimed, 0) = 0 then 6
            when claimed > 0 and coalesce(evidenced, 0) <= 0 then 7
            when active_users is null or maintained_by is null or claimed is null then 8
            else 9
        end as urgency,
    from told
)

select
    deployment_key,
    deployment_id,
    name,
    business_unit,
    function,
    case
        when len(concerns) > 0 then array_to_string(concerns, '; ')
        when urgency = 8 then 'too little known'
        else 'in order'
    end as standing,
    people_text(active_users) as users,
    people_text(intended_users) as meant_for,
    case when not is_hidden then active_users / nullif(intended_users, 0) end as share_of_intended,
    -- a half is rounded up, in whatever order the amounts were added
    round(round(evidenced, 6)) as evidenced,
    round(round(risk_adjusted, 6)) as risk_adjusted,
    round(round(claimed, 6)) as claimed,
    built_by,
    maintained_by,
    maintainer,
    went_live_on,
    age_days,
    last_incident_period,
    status,
    maintained_by = 'nobody' as is_unmaintained,
    urgency <= 7 as needs_attention,
from judged
where in_units(business_unit)
order by
    urgency,
    claimed desc nulls last,
    case when not is_hidden then active_users end desc nulls last,
    business_unit,
    name,
    deployment_id
