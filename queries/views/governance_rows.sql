/*
title = "What each live or approved initiative lacks"
question = "Is what we run under control?"
page = "registry"
formula = "each initiative that is live or approved, with the safeguards it lacks and those nobody states; and each live tool that belongs to no initiative, of which nothing is stated"
needs = ["deployments.status | pilots.stage"]
*/
with told as (
    select
        initiative_key,
        array_to_string(list(safeguard order by safeguard) filter (state = 'no'), ', ') as lacks,
        array_to_string(list(safeguard order by safeguard) filter (state = 'not stated'), ', ') as not_stated,
        count(*) filter (state = 'no') as lacking,
        count(*) filter (state = 'not stated') as silent,
    from facts.governance
    group by initiative_key
),

initiatives as (
    select
        one.name,
        one.business_unit,
        one.stage,
        told.lacks,
        told.not_stated,
        told.lacking,
        told.silent,
        one.governance_reviewed_on as reviewed_on,
        one.production_on as went_live_on,
        one.version,
        one.sheet,
        one.source_row,
    from facts.initiatives as one
    inner join told using (initiative_key)
),

strays as (
    select
        tools.name,
        tools.business_unit,
        'on no list' as stage,
        null as lacks,
        'everything' as not_stated,
        0 as lacking,
        99 as silent,
        null as reviewed_on,
        tools.went_live_on,
        tools.version,
        tools.sheet,
        tools.source_row,
    from facts.deployments as tools
    where tools.is_live and tools.initiative_key is null
)

select
    every.name,
    every.business_unit,
    every.stage,
    every.lacks,
    every.not_stated,
    every.reviewed_on,
    every.went_live_on,
    every.lacking = 0 and every.silent = 0 as is_covered,
    versions.file_name as upload,
    every.version,
    every.sheet,
    every.source_row,
from (from initiatives union all by name from strays) as every
left join ledger.versions as versions using (version)
where in_units(every.business_unit)
order by every.lacking desc, every.silent desc, every.business_unit, every.name
