/*
title = "Built inside and deployed in six months"
question = "Can we build AI ourselves?"
page = "registry"
formula = "tools built internally that went live in the last two quarters"
unit = "count"
good = "up"
kind = "state"
needs = ["deployments.built_by", "deployments.went_live_on"]
rows = "deployment_rows"
*/
select
    null as period,
    business_unit,
    count(*) as numerator,
    null as denominator,
from facts.deployments
where
    built_by = 'internal'
    and went_live_on >= quarter_start(cast(getvariable('until') as date)) - interval 3 month
group by all
