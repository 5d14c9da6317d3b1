/*
title = "Findings, the worst and dearest first"
question = "What is wrong, where, and what does each finding expose?"
page = "diagnosis"
formula = "every finding and sign of every detector, by severity and then by the money it exposes; one row of spend may stand behind several findings, so these do not add up"
unit = "money"
good = "down"
rows = "finding_rows"
*/
select
    case severity when 3 then 'Severe' when 2 then 'Found' else 'Sign' end as how_bad,
    title,
    business_unit,
    subject_name,
    evidence,
    exposed,
    detector,
    kind,
    subject_kind,
    subject_id,
    finding,
    severity,
from views.judgements
where severity >= 1
order by severity desc, exposed desc nulls last, place, business_unit, subject_name
