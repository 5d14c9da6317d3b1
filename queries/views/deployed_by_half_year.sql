/*
title = "Tools that went live, by half-year"
question = "Can we build AI ourselves?"
page = "registry"
formula = "tools by the six months they went live in, counted back from the last quarter shown, and of those the ones built internally"
needs = ["deployments.went_live_on"]
rows = "deployment_rows"
n = "tools"
note = "From the beginning, whatever quarters are shown. Every tool a sheet ever named counts, whatever became of it; one retired before the first sheet was never named."
*/
with dated as (
    select
        -- two quarters make a half-year; 0 is the last one
        datediff('month', quarter_start(went_live_on), quarter_start(cast(getvariable('until') as date))) // 6 as half,
        built_by,
        is_live,
    from facts.deployments
    where went_live_on is not null and in_units(business_unit)
),

halves as (
    select unnest(generate_series(0, (select max(half) from dated))) as half
),

shown as (
    select
        half,
        cast(
            quarter_start(cast(getvariable('until') as date)) - to_months(cast(6 * half + 3 as integer)) as date
        ) as first_day,
        cast(first_day + interval 6 month - interval 1 day as date) as last_day,
    from halves
)

select
    shown.first_day,
    shown.last_day,
    count(dated.half) as tools,
    count(*) filter (dated.built_by = 'internal') as built_inside,
    count(dated.built_by) as known_builder,
    count(*) filter (dated.is_live) as still_live,
from shown
left join dated using (half)
group by all
order by shown.first_day
