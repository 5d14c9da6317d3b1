/*
title = "Everything that was judged"
question = "What did every detector look at, and what did it see?"
page = "diagnosis"
formula = "each unit, initiative, tool, contract and cohort that a detector judged, of the detectors that have the columns they need; severity: 3 exposes a tenth of the unit's spend or more, 2 found, 1 a sign, 0 looked and not found, blank: not enough data"
unit = "money"
good = "down"
*/
select
    asked.place,
    asked.kind,
    asked.detector,
    asked.title,
    found.* exclude (kind, detector),
    found.business_unit || ': ' || asked.title as finding,
from detectors.every as found
inner join facts.diagnoses as asked using (detector)
where asked.is_answerable and found.business_unit is not null
order by asked.place, found.business_unit, found.subject_kind, found.subject_id
