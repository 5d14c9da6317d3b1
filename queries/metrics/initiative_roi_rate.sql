/*
title = "Initiatives with a measurable return"
question = "Is the value real, and does it exceed the cost?"
page = "return"
formula = """
in production for 180 days or more, and evidenced value above direct cost / initiatives started 365 days or more \
before the last list; without a start date: left out"""
unit = "percent"
good = "up"
kind = "state"
interval = true
needs = [
    "pilots.started_on",
    "spend.initiative_id",
    "deployments.benefit_amount | deployments.hours_saved | adoption.hours_saved",
]
benchmarks = ["one_in_five_roi", "genai_pilot_success"]
rows = "initiative_money_rows"
note = "The quoted rates contradict each other; all are shown."
*/
with judged as (
    select
        initiatives.business_unit,
        coalesce(
            datediff(
                'day',
                initiatives.production_on,
                least(
                    coalesce(initiatives.retired_on, initiatives.censored_on),
                    coalesce(initiatives.stopped_on, initiatives.censored_on),
                    initiatives.censored_on
                )
            ) >= setting('measurable_live_days')
            and money.cost > 0
            and money.evidenced > money.cost,
            false
        ) as has_return,
    from facts.initiatives as initiatives
    left join facts.initiative_money as money using (initiative_key)
    where initiatives.started_on + cast(setting('measurable_age_days') as integer) <= initiatives.censored_on
)

select
    null as period,
    business_unit,
    count(*) filter (where has_return) as numerator,
    count(*) as denominator,
from judged
group by business_unit
