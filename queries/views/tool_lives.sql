/*
title = "What became of every tool"
question = "Does what we put in production stay in use?"
page = "registry"
formula = """
every tool a sheet ever named: in use, in use with nobody to maintain it, replaced, or lost (idle, retired, missing, or \
users below 20 % of their peak), with the incidents of the two periods before its loss and of the period that shows it"""
needs = ["deployments.status"]
rows = "deployment_rows"
*/
with lost as (
    select
        deployment_key,
        min(period_start) as lost_from,
        min(period_end) as lost_by,
        arg_min(lost_as, period_end) as lost_as,
    from facts.losses
    group by deployment_key
),

replaced as (
    select distinct deployment_key
    from facts.survival
    where is_replaced
),

before as (
    -- the two periods the tool reported before the one that shows the loss
    select
        lost.deployment_key,
        usage.incidents,
    from lost
    inner join facts.usage as usage
        on lost.deployment_key = usage.deployment_key and usage.period_end < lost.lost_from
    qualify row_number() over (partition by lost.deployment_key order by usage.period_end desc) <= 2
),

warned as (
    select
        deployment_key,
        count(*) as periods_before,
        sum(incidents) as incidents_before,
    from before
    group by deployment_key
),

told as (
    select
        tools.*,
        lost.lost_from,
        lost.lost_by,
        lost.lost_as,
        replaced.deployment_key is not null as is_replaced,
        lost.lost_as is not null and not is_replaced as is_lost,
        warned.periods_before,
        warned.incidents_before,
        then_usage.incidents as incidents_then,
        case when is_lost or is_replaced then lost.lost_from else tools.last_period_end end as seen_until,
    from facts.deployments as tools
    left join lost using (deployment_key)
    left join replaced using (deployment_key)
    left join warned using (deployment_key)
    left join facts.usage as then_usage
        on lost.deployment_key = then_usage.deployment_key and lost.lost_by = then_usage.period_end
)

select
    told.deployment_id,
    told.name,
    told.business_unit,
    coalesce(told.first_built_by, 'not known') as built_by,
    told.maintained_by,
    told.maintainer,
    told.went_live_on,
    case
        when told.is_replaced then 'replaced'
        when told.is_lost and told.is_live and not told.is_hardly_used then 'lost, and in use again'
        when told.is_lost then 'lost'
        when told.maintained_by = 'nobody' then 'in use, nobody maintains it'
        when told.active_users is null then 'live, its users not counted'
        else 'in use'
    end as outcome,
    case when told.is_lost then told.lost_as end as lost_as,
    case when told.is_lost then quarter_label(told.lost_by) end as lost_period,
    datediff('day', told.went_live_on, told.seen_until) as days,
    people_text(told.active_users) as users,
    people_text(told.peak_users) as most_users,
    told.is_lost,
    case when told.is_lost then told.periods_before end as periods_before,
    case when told.is_lost then told.incidents_before end as incidents_before,
    case when told.is_lost then told.incidents_then end as incidents_then,
    versions.file_name as upload,
    told.version,
    told.sheet,
    told.source_row,
from told
left join ledger.versions as versions using (version)
where in_units(told.business_unit)
order by told.is_lost desc, outcome like '%nobody%' desc, told.went_live_on, told.business_unit, told.name
