/*
title = "Claimed value"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = "all benefits at 100 %; hours x rate x realisation where no amount is given; one claim per benefit group"
unit = "money"
good = "up"
kind = "to_date"
needs = ["deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved"]
rows = "benefit_rows"
*/
select
    null as period,
    business_unit,
    sum(claimed) as numerator,
    null as denominator,
from facts.money_by_quarter
group by all
