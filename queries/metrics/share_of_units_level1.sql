/*
title = "Units at level 1"
question = "Where is each unit: Consumer, Integrator or Builder?"
page = "maturity"
formula = "units whose level is 1 / units whose level is known"
unit = "percent"
good = "down"
kind = "state"
census = true
needs = ["adoption.active_users | deployments.active_users"]
benchmarks = ["share_level1"]
rows = "gate_rows"
note = "A unit that is at least at level 1, but for want of data perhaps higher, is left out."
*/
select
    null as period,
    business_unit,
    cast(level = 1 as integer) as numerator,
    1 as denominator,
from facts.levels
where level > 1 or not is_at_least
