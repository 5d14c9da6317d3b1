/*
title = "People by unit and function"
question = "Can we build AI ourselves?"
page = "builders"
formula = "the last people rows of each unit; functions of few people are hidden, with others so that they cannot be worked out"
needs = ["people.headcount"]
*/
select
    people.business_unit,
    people.function,
    people.period,
    case when not people.is_hidden then people.headcount end as headcount,
    case when not people.is_hidden then people.builders end as builders,
    case when not people.is_hidden then people.engineers end as engineers,
    case when not people.is_hidden then people.leaders end as leaders,
    people.permission_to_deploy,
    case when not people.is_hidden then people.builders_left end as builders_left,
    people.open_ai_roles,
    people.open_roles_days,
    people.is_hidden,
    versions.file_name as upload,
    people.version,
    people.sheet,
    people.source_row,
from facts.people as people
left join ledger.versions as versions using (version)
where people.is_latest and in_units(people.business_unit)
order by people.business_unit, people.function
