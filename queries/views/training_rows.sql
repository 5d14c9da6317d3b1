/*
title = "Training cohorts"
question = "Does training lead to building?"
page = "builders"
formula = "each cohort as the last list that names it describes it; what a cohort of few people did is hidden, with others so that it cannot be worked out"
needs = ["training.trained"]
*/
select
    training.cohort_id,
    training.business_unit,
    training.started_on,
    case when not training.is_hidden then training.trained end as trained,
    case when not training.is_hidden then training.completed end as completed,
    case when not training.is_hidden then training.builders end as builders,
    case when not training.is_hidden then training.coached end as coached,
    case when not training.is_small then training.first_build_on end as first_build_on,
    case when not training.is_small then training.days_to_first_build end as days_to_first_build,
    training.protected_hours_per_week,
    training.hours_per_person,
    training.is_old_enough,
    training.is_hidden,
    versions.file_name as upload,
    training.version,
    training.sheet,
    training.source_row,
from facts.training as training
left join ledger.versions as versions using (version)
where in_units(training.business_unit)
order by training.started_on, training.business_unit, training.cohort_id
