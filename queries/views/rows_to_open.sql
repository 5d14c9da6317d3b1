/*
title = "Rows of people that may be opened one by one"
question = "Which rows of use, training and staff give nobody away?"
formula = "rows of adoption, training and people that no rule for few people hides; answers to the survey are never opened"
*/
select
    'adoption' as dataset,
    adoption.business_unit,
    adoption.row_key,
from facts.adoption as adoption
inner join facts.tool_use as tool_use
    on adoption.business_unit = tool_use.business_unit
    and lower(trim(adoption.tool)) = tool_use.tool_key
    and adoption.quarter_start = tool_use.quarter_start
where not tool_use.is_hidden and in_units(adoption.business_unit)
union all
select
    'training' as dataset,
    business_unit,
    row_key,
from facts.training
where not is_hidden and not is_small and in_units(business_unit)
union all
select
    'people' as dataset,
    business_unit,
    row_key,
from facts.people
where not is_hidden and in_units(business_unit)
