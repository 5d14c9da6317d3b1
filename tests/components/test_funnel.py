"""The funnel's sentences: the headline, what the rates leave out, what one list cannot say."""

import datetime as dt

import pandas as pd

from components import funnel
from queries import METRICS, VIEWS, Answer, Listing, Row, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31))


def answer(metric: str, part: float | None = None, whole: float | None = None, state: str = "ok") -> Answer:
    if part is None or not whole:
        return Answer(METRICS[metric], SCOPE, ())
    return Answer(METRICS[metric], SCOPE, (Row(None, None, part, whole, part / whole, 0, 1, int(whole), state),))  # type: ignore[arg-type]


def stock(*rows: tuple[str, int]) -> Listing:
    return Listing(VIEWS["stage_stock"], SCOPE, pd.DataFrame(rows, columns=["stage", "initiatives"]))


YEAR, STALLED = "production_within_a_year", "stalled_share"


def test_the_headline_is_the_rate_and_what_stands_still():
    says = funnel.headline(answer(YEAR, 9, 30), answer(STALLED, 13, 23), stock(("pilot", 5)))
    assert says == "9 of 30 pilots (30 %) were in production within a year; 13 of 23 on the way have stalled"


def test_with_too_few_the_headline_is_counts():
    says = funnel.headline(answer(YEAR, 1, 4, "few"), answer(STALLED), stock(("pilot", 5)))
    assert says == "1 of 4 pilots was in production within a year, too few to judge"


def test_without_a_rate_the_headline_is_the_stock():
    says = funnel.headline(answer(YEAR), answer(STALLED), stock(("production", 1040), ("idea", 1479), ("pilot", 1092)))
    assert says == "1,040 of 3,611 initiatives are in production; how many pilots get there cannot be said yet"


def test_an_empty_list_is_said():
    assert funnel.headline(answer(YEAR), answer(STALLED), stock()).startswith("No initiative is on any list")


def test_what_is_left_out_is_said_with_its_reasons():
    reasons = pd.DataFrame(
        {"reason": ["counted", "started before the first list", "no start date"], "initiatives": [9, 3, 1]}
    )
    says = funnel.left_out(Listing(VIEWS["funnel_left_out"], SCOPE, reasons))
    assert says == (
        "Not in the rates: 3 that started before their unit's first list, on which those already stopped no longer "
        "stood and 1 without a start date."
    )


def test_nothing_left_out_is_nothing_said():
    reasons = pd.DataFrame({"reason": ["counted"], "initiatives": [9]})
    assert funnel.left_out(Listing(VIEWS["funnel_left_out"], SCOPE, reasons)) == ""


def test_one_list_is_called_a_stock():
    first, second = funnel.cannot_say(stock(("pilot", 440), ("production", 1040)))
    assert "440 on the way and 1,040 in production is a stock, not a conversion rate" in first
    assert "A second list" in second


def test_no_list_leaves_nothing_to_say():
    assert funnel.cannot_say(stock()) == []
