/*
title = "Change for each unit of technology"
question = "Where does the money go, and what does it buy?"
page = "spend"
formula = """
(change management + training + coaching) / (licences, model usage, infrastructure, platform, data, integration, \
vendor build); a build team is neither"""
unit = "multiple"
good = "up"
kind = "flow"
needs = ["spend.amount"]
benchmarks = ["change_ratio", "change_ratio_fail"]
rows = "spend_rows"
*/
select
    period,
    business_unit,
    coalesce(sum(amount) filter (where category in ('change_management', 'training', 'coaching')), 0) as numerator,
    coalesce(
        sum(amount) filter (
            where category in (
                'licences', 'model_usage', 'infrastructure', 'platform', 'data', 'integration', 'vendor_build'
            )
        ),
        0
    ) as denominator,
from facts.spend
where basis = 'actual'
group by all
