/*
title = "Units with a security incident"
question = "Is what we run under control?"
page = "registry"
formula = "units with an AI security incident in the last four quarters / units that report them"
unit = "percent"
good = "down"
kind = "state"
interval = true
needs = ["deployments.security_incidents"]
benchmarks = ["security_incident"]
rows = "deployment_rows"
*/
select
    null as period,
    business_unit,
    cast(sum(security_incidents) > 0 as integer) as numerator,
    1 as denominator,
from facts.usage
where
    security_incidents is not null
    and quarter_start > quarter_start(cast(getvariable('until') as date)) - interval 12 month
group by all
