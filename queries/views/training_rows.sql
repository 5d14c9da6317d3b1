/*
title = "Training cohorts"
question = "Does training lead to building?"
formula = "each cohort as the last list that names it describes it; what a cohort of few people did is hidden"
needs = ["training.trained"]
*/
select
    training.cohort_id,
    training.business_unit,
    training.started_on,
    training.trained,
    case when not is_small_group(training.trained) then training.completed end as completed,
    case when not is_small_group(training.trained) then training.builders end as builders,
    training.first_build_on,
    training.days_to_first_build,
    training.protected_hours_per_week,
    training.is_old_enough,
    versions.file_name as upload,
    training.version,
    training.sheet,
    training.source_row,
from facts.training as training
left join ledger.versions as versions using (version)
where in_units(training.business_unit)
order by training.started_on, training.business_unit, training.cohort_id
