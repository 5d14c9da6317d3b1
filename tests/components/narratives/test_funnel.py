"""The funnel's sentences: the headline, what the rates leave out, what one list cannot say."""

import datetime as dt
from typing import Any

import pandas as pd

from components.narratives import funnel
from queries import METRICS, VIEWS, Answer, Listing, Row, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31))


def answer(metric: str, part: float | None = None, whole: float | None = None, state: str = "ok") -> Answer:
    if part is None or not whole:
        return Answer(METRICS[metric], SCOPE, ())
    return Answer(METRICS[metric], SCOPE, (Row(None, None, part, whole, part / whole, 0, 1, int(whole), state),))  # type: ignore[arg-type]


def stock(*rows: tuple[str, int]) -> Listing:
    return Listing(VIEWS["stage_stock"], SCOPE, pd.DataFrame(rows, columns=["stage", "initiatives"]))


YEAR, STALLED = "production_within_a_year", "stalled_share"


def speed(**more: Any) -> Listing:
    """The row of everybody; without anything, nobody was watched."""
    row = {
        "split": "all",
        "part": "all",
        "watched": 50,
        "in_production": 18,
        "by_365": 0.33,
        "low_365": 0.2,
        "high_365": 0.47,
        "stopped_by_365": 0.14,
        "state": "ok",
        "inferred": 0,
        "earliest_365": 0.33,
    }
    return Listing(VIEWS["time_to_production"], SCOPE, pd.DataFrame([row | more]))


NOBODY = speed(watched=0, in_production=0, by_365=None, low_365=None, stopped_by_365=None, state="insufficient")


def stages(started: int, live: int, is_stock: bool = False) -> Listing:
    names = ["idea", "pilot", "proven", "approved", "production", "scaled"]
    frame = pd.DataFrame(
        {
            "stage": names,
            "reached": [started, started, live, live, live, 0],
            "is_stock": is_stock,
            "is_followed": not is_stock,
        }
    )
    return Listing(VIEWS["funnel_stages"], SCOPE, frame)


def test_the_headline_is_the_incidence_by_day_365_and_what_stands_still():
    sentence = funnel.headline(speed(), answer(STALLED, 13, 23), stock(("pilot", 5)))
    assert (
        sentence
        == "33 % of pilots (20–47 %, 50 watched) reach production within a year, 14 % are stopped first; 13 of 23 in flight have stalled"
    )


def test_where_none_is_stopped_the_headline_does_not_say_so():
    sentence = funnel.headline(speed(stopped_by_365=0.0), answer(STALLED), stock(("pilot", 5)))
    assert sentence == "33 % of pilots (20–47 %, 50 watched) reach production within a year"


def test_with_too_few_the_headline_is_counts():
    sentence = funnel.headline(speed(watched=4, in_production=1, state="few"), answer(STALLED), stock(("pilot", 5)))
    assert sentence == "1 of 4 pilots has reached production, too few to judge"


def test_with_nobody_watched_for_a_year_the_headline_is_counts():
    sentence = funnel.headline(speed(by_365=None), answer(STALLED), stock(("pilot", 5)))
    assert sentence == "18 of 50 pilots have reached production, none watched for a year yet"


def test_without_a_rate_the_headline_is_the_stock():
    sentence = funnel.headline(NOBODY, answer(STALLED), stock(("production", 1040), ("idea", 1479), ("pilot", 1092)))
    assert sentence == "1,040 of 3,611 initiatives are in production; how many pilots get there cannot be said yet"


def test_the_first_figure_is_the_headlines():
    figure = funnel.within_a_year(speed())
    assert (figure.value, figure.beside) == ("33 %", "20–47 %, 50 pilots watched")
    assert funnel.within_a_year(speed(watched=4, in_production=1, state="few")).beside == "too few to judge"
    assert funnel.within_a_year(NOBODY).value == "n/a"


def test_three_shares_of_those_that_get_there_are_told_apart():
    young, old, every = funnel.three_shares(speed(), stages(50, 18), answer(YEAR, 9, 30))
    assert young.startswith("18 of 50 that ever started have reached production so far. That is no rate")
    assert "Of the 30 whose start quarter is a year old" in old
    assert "9 were in production within a year" in old
    assert every.startswith("The headline, 33 %, takes each of 50")


def test_where_there_is_but_one_share_none_is_told_apart():
    assert funnel.three_shares(NOBODY, stages(50, 18), answer(YEAR, 9, 30)) == []
    assert funnel.three_shares(speed(), stages(50, 18, is_stock=True), answer(YEAR, 9, 30)) == []
    assert funnel.three_shares(speed(), stages(50, 18), answer(YEAR)) == []


def test_dates_read_from_lists_are_counted_with_what_they_could_change():
    assert funnel.inferred_dates(speed()) == ""
    assert funnel.inferred_dates(speed(inferred=2, earliest_365=0.41)) == (
        "2 dates of production or of a stop are read from two lists, and the later one is taken. At the earliest that "
        "would make 41 % within a year in place of 33 %."
    )
    assert funnel.inferred_dates(speed(inferred=1)).endswith("the share within a year would be 33 % too.")


def test_what_is_gone_is_named_and_beyond_three_counted():
    rows = [{"name": f"case {at}", "business_unit": "HR", "last_listed_on": dt.date(2025, 6, 30)} for at in range(5)]

    def vanished(number: int) -> str:
        return funnel.vanished(Listing(VIEWS["gone_from_list"], SCOPE, pd.DataFrame(rows[:number])))

    assert vanished(0) == ""
    assert vanished(1) == (
        "Gone from the list without a word: case 0 (HR, last listed 30 June 2025). It stays in every denominator, "
        "followed to that day."
    )
    assert "and 2 more. They stay" in vanished(5)


def test_an_empty_list_is_said():
    assert funnel.headline(NOBODY, answer(STALLED), stock()).startswith("No initiative is on any list")


def test_what_is_left_out_is_said_with_its_reasons():
    reasons = pd.DataFrame(
        {"reason": ["counted", "started before the first list", "no start date"], "initiatives": [9, 3, 1]}
    )
    sentence = funnel.left_out(Listing(VIEWS["funnel_left_out"], SCOPE, reasons))
    assert sentence == (
        "Not in the rates: 3 that started before their unit's first list, on which those already stopped no longer "
        "stood and 1 without a start date."
    )


def test_nothing_left_out_is_nothing_said():
    reasons = pd.DataFrame({"reason": ["counted"], "initiatives": [9]})
    assert funnel.left_out(Listing(VIEWS["funnel_left_out"], SCOPE, reasons)) == ""


def test_one_list_is_called_a_stock():
    first, second = funnel.missing_data(stock(("pilot", 440), ("production", 1040)))
    assert "440 on the way and 1,040 in production is a stock, not a conversion rate" in first
    assert "A second list" in second


def test_no_list_leaves_nothing_to_say():
    assert funnel.missing_data(stock()) == []
