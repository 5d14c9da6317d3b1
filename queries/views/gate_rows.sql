/*
title = "Rows behind the gates"
question = "Which rows decide a unit's level?"
page = "maturity"
formula = "the last rows of seats and use, live tools, initiatives, training and people; money rows are under Spend and Benefits"
*/
with behind as (
    select
        adoption.business_unit, 'seats and use' as behind, adoption.tool as about, version, sheet, source_row,
        case
            when tool_use.is_hidden then 'hidden: few people'
            else concat_ws(', ', adoption.active_users || ' active', adoption.seats || ' seats', adoption.habitual_users || ' habitual', adoption.workflows_redesigned || ' workflows')
        end as says,
    from facts.adoption as adoption
    inner join facts.tool_use as tool_use
        on adoption.business_unit = tool_use.business_unit
        and lower(trim(adoption.tool)) = tool_use.tool_key
        and adoption.quarter_start = tool_use.quarter_start
    where adoption.is_latest
    union all
    select
        business_unit, 'live tools' as behind, name as about, version, sheet, source_row,
        concat_ws(
            ', ',
            status,
            'built by ' || built_by,
            'maintained by ' || maintained_by,
            case when is_hidden then 'users hidden: few people' else active_users || ' active' end
        ) as says,
    from facts.deployments
    where is_live
    union all
    select
        business_unit, 'initiatives' as behind, name as about, version, sheet, source_row,
        concat_ws(', ', stage, 'KPI: ' || kpi) as says,
    from facts.initiatives
    where ever_started
    union all
    select
        business_unit, 'training' as behind, cohort_id as about, version, sheet, source_row,
        case when is_hidden then 'hidden: few people' else concat_ws(', ', trained || ' trained', builders || ' builders') end as says,
    from facts.training
    union all
    select
        business_unit, 'people' as behind, function as about, version, sheet, source_row,
        case when is_hidden then 'hidden: few people' else concat_ws(', ', headcount || ' people', builders || ' builders') end as says,
    from facts.people
    where is_latest
)

select
    behind.business_unit,
    behind.behind,
    behind.about,
    behind.says,
    versions.file_name as upload,
    behind.version,
    behind.sheet,
    behind.source_row,
from behind
left join ledger.versions as versions using (version)
where in_units(behind.business_unit)
order by behind.business_unit, behind.behind, behind.about
