/*
title = "Stranded spend"
question = "Where does the money go, and what does it buy?"
page = "spend"
formula = """
spend on initiatives that are stalled, stopped or retired without paying back, and on advice delivered 12 months ago \
or earlier that no initiative took up; from the beginning"""
unit = "money"
good = "down"
kind = "to_date"
needs = ["spend.amount", "pilots.stage"]
benchmarks = ["spend_no_output"]
rows = "cost_rows"
*/
select
    null as period,
    value_unit as business_unit,
    sum(amount) filter (where position = 'stranded') as numerator,
    null as denominator,
from facts.spend_positions
group by all
