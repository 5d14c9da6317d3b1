/*
title = "Units that use AI"
question = "Access or ability?"
page = "adoption"
formula = "units with an active user of any tool in the last period / units of which the use is known"
unit = "percent"
good = "up"
kind = "state"
needs = ["adoption.active_users | deployments.active_users"]
benchmarks = ["org_adoption"]
rows = "adoption_rows"
note = "The quoted 72 % are organisations that use AI in at least one function."
*/
with used as (
    select business_unit, active_users
    from facts.tool_use
    where is_latest and active_users is not null
    union all by name
    select business_unit, active_users
    from facts.deployments
    where is_live and active_users is not null
)

select
    null as period,
    business_unit,
    cast(bool_or(active_users > 0) as integer) as numerator,
    1 as denominator,
from used
group by business_unit
