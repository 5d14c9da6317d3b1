/*
title = "Initiatives without a measurable return"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = """
never 180 days in production, or evidenced value not above direct cost / initiatives started 365 days or more before \
the last list; without a start date: left out"""
unit = "percent"
good = "down"
kind = "state"
interval = true
needs = [
    "pilots.started_on",
    "spend.initiative_id",
    "deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved",
]
benchmarks = ["fail_prod_roi", "genai_pilot_fail"]
rows = "initiative_money_rows"
note = "The quoted rates contradict each other; all are shown."
*/
select
    period,
    business_unit,
    denominator - numerator as numerator,
    denominator,
from metrics.initiative_roi_rate
