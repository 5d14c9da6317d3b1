-- A deployment as at `until`: what its rows last said of it. Live = live or degraded, and in the last period that the
-- unit reports from the same source: a missing row is lost, not alive. Its users are hidden (`is_hidden`) where few use it or
-- are meant to.
with said as (
    -- what does not change from quarter to quarter keeps its last value where a later row leaves it blank
    select
        business_unit || '/' || deployment_id as deployment_key,
        business_unit,
        deployment_id,
        arg_max(name, period_end) as name,
        arg_max(initiative_id, period_end) as initiative_id,
        arg_max(tool, period_end) as tool,
        arg_max(function, period_end) as function,
        arg_max(went_live_on, period_end) filter (went_live_on <= getvariable('until')) as went_live_on,
        arg_max(built_by, period_end) as built_by,
        arg_min(built_by, period_end) as first_built_by,
        arg_max(built_by_team, period_end) as built_by_team,
        arg_max(maintained_by, period_end) as maintained_by,
        arg_max(maintainer, period_end) as maintainer,
        arg_max(intended_users, period_end) as intended_users,
        arg_max(
            {
                'row_key': row_key,
                'version': version,
                'sheet': sheet,
                'source_row': source_row
            },
            (period_end, row_key)
        ) as latest,
        coalesce(bool_or(evidence in ('baseline', 'controlled', 'finance_confirmed')), false)
        or coalesce(bool_or(minutes_before > 0), false) as has_baseline_of_its_own,
        bool_or(benefit_evidence is not null or minutes_before is not null) as is_measure_stated,
    from staging.deployments
    group by all
),

used as (
    select
        deployment_key,
        arg_max(status, period_end) as status,
        arg_max(feed, period_end) as feed,
        min(period_start) as first_period_start,
        max(period_end) as last_period_end,
        max_by(struct_pack(users := active_users), period_end).users as active_users,
        max(running_peak) as peak_users,
        arg_max(coalesce(is_below_floor, false), period_end) as is_hardly_used,
        bool_and(is_monthly) as is_monthly,
        max(period) filter (incidents > 0) as last_incident_period,
        sum(incidents) as incidents,
        sum(security_incidents) as security_incidents,
    from facts.usage
    group by all
),

feeds as (
    select
        business_unit,
        feed,
        min(period_start) as feed_first_start,
        max(period_end) as feed_last_end,
    from staging.deployments
    group by all
)

select
    said.* exclude (latest, initiative_id, has_baseline_of_its_own, is_measure_stated),
    coalesce(ids.keys[said.business_unit], ids.only_key) as initiative_key,
    said.has_baseline_of_its_own,
    said.is_measure_stated,
    coalesce(is_small_group(used.active_users), false) or coalesce(is_small_group(said.intended_users), false) as is_hidden,
    used.* exclude (deployment_key),
    used.status in ('live', 'degraded') and used.last_period_end = feeds.feed_last_end as is_live,
    used.last_period_end < feeds.feed_last_end as is_missing,
    feeds.feed_first_start,
    feeds.feed_last_end,
    datediff('day', said.went_live_on, cast(getvariable('until') as date)) as age_days,
    said.latest.row_key as row_key,
    said.latest.version as version,
    said.latest.sheet as sheet,
    said.latest.source_row as source_row,
from said
inner join used using (deployment_key)
inner join feeds on said.business_unit = feeds.business_unit and used.feed = feeds.feed
left join facts.initiative_ids as ids on lower(trim(said.initiative_id)) = ids.written_id
