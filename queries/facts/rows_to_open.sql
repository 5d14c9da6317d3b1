-- Rows of people that may be opened one by one: those of use, training and staff that no rule for few people hides.
-- Answers to the survey are never opened.
select
    'adoption' as dataset,
    adoption.row_key,
from facts.adoption as adoption
inner join facts.tool_use as tool_use
    on adoption.business_unit = tool_use.business_unit
    and lower(trim(adoption.tool)) = tool_use.tool_key
    and adoption.quarter_start = tool_use.quarter_start
where not (tool_use.is_hidden or adoption.is_small)
union all
select
    'training' as dataset,
    row_key,
from facts.training
where not is_hidden and not is_small
union all
select
    'people' as dataset,
    row_key,
from facts.people
where not is_hidden
