/*
title = "Tools the vendor has left"
question = "Which died after handoff, and which does nobody keep alive?"
page = "registry"
formula = "each vendor-built tool with a handoff: until when it was used, and how it ended"
needs = ["pilots.handoff_on"]
*/
select
    survival.name,
    survival.business_unit,
    survival.origin_on as handoff_on,
    case
        when survival.is_event and survival.days_at_most <= setting('handoff_days') then 'lost within ' || setting_text('handoff_days') || ' days'
        when survival.is_event and survival.days <= setting('handoff_days')
            then 'lost, perhaps within ' || setting_text('handoff_days') || ' days'
        when survival.is_event then 'lost later'
        when survival.is_replaced then 'replaced'
        when survival.maintained_by = 'nobody' then 'in use, nobody maintains it'
        when survival.days < setting('handoff_days') then 'too young to judge'
        else 'in use'
    end as outcome,
    survival.lost_as,
    survival.days,
    survival.days_at_most,
    people_text(survival.active_users) as users,
    people_text(survival.peak_users) as most_users,
    survival.maintained_by,
    survival.maintainer,
    survival.incidents_before,
    survival.is_followed,
    survival.is_event and survival.days <= setting('handoff_days') as is_lost_early,
    survival.is_event and survival.days_at_most <= setting('handoff_days') as is_surely_lost_early,
    versions.file_name as upload,
    survival.version,
    survival.sheet,
    survival.source_row,
from facts.survival as survival
left join ledger.versions as versions using (version)
where survival.origin = 'handoff' and in_units(survival.business_unit)
order by survival.is_event desc, survival.days, survival.business_unit, survival.name
