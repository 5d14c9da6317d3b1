/*
title = "What each of them is held up by"
question = "Which initiatives name a barrier?"
page = "funnel"
formula = "a row per barrier and initiative that stalled or was stopped before production; without a barrier: one that names none"
needs = ["pilots.stage"]
*/
with held as (
    select
        *,
        unnest(case when len(barriers) > 0 then barriers else [cast(null as varchar)] end) as barrier,
    from facts.held_up
    where in_units(business_unit)
)

select
    held.barrier,
    initiatives.name,
    held.business_unit,
    initiatives.initiative_id,
    initiatives.stage,
    held.is_stalled,
    initiatives.barrier_note,
    initiatives.owner,
    held.spent,
    versions.file_name as upload,
    initiatives.version,
    initiatives.sheet,
    initiatives.source_row,
from held
inner join facts.initiatives as initiatives using (initiative_key)
left join ledger.versions as versions using (version)
order by held.barrier nulls last, held.spent desc nulls last, initiatives.name
