/*
title = "Experiments in production now"
question = "How many of the experiments ever started are in production today?"
page = "funnel"
formula = "in production or scaled now / ever started; a stock, not a conversion rate; units with one list only are left out, because what had stopped before was never listed"
unit = "percent"
good = "up"
kind = "state"
census = true
benchmarks = ["experiments_in_prod"]
needs = ["pilots.stage"]
rows = "initiative_rows"
*/
select
    cast(null as varchar) as period,
    business_unit,
    count(*) filter (where is_live) as numerator,
    count(*) as denominator,
from facts.initiatives
where ever_started and unit_first_list_on < unit_last_list_on
group by business_unit
