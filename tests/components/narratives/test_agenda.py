"""The board's agenda: each kind of news in one line, and what to do with the money that hangs on it."""

import pandas as pd
import pytest

from components.narratives import agenda
from queries import VIEWS, Book, listing
from queries.changes import reporting

LIST = {"reporting_on": "2026-03-31", "business_unit": "Claims", "stage": "pilot", "started_on": "2025-07-01"}
BEFORE = LIST | {"reporting_on": "2025-12-31"}
COST = {"business_unit": "Claims", "category": "build_team", "period": "2026-Q1"}


def news(book: Book) -> tuple[str, list[tuple[str, str]]]:
    drawn, points = agenda.changes(
        listing(book, VIEWS["changes"]),
        listing(book, VIEWS["funnel_stages"]),
        "Q1 2026",
        "Q4 2025",
        reporting(book, "pilots"),
    )
    return drawn.finding, [(point.text, point.more) for point in points]


def pilot(initiative: str, **more):
    return LIST | {"initiative_id": initiative, "name": f"Tool {initiative}"} | more


def test_one_initiative_is_named_and_several_are_counted(book):
    done = {"stage": "production", "production_on": "2026-02-01"}
    spend = [COST | {"initiative_id": "A", "amount": 30_000}]
    heading, lines = news(book(pilots=[pilot("A", **done)], spend=spend))
    assert heading == "What changed in Q1 2026"
    assert lines == [("Tool A reached production", "Claims; 30k spent so far")]
    _, lines = news(book(pilots=[pilot(name, **done) for name in "ABCD"], spend=spend))
    assert lines == [
        ("4 initiatives reached production", "Tool A (Claims), Tool B (Claims) and 2 others; 30k spent so far")
    ]


def test_that_nothing_reached_production_is_news_once_lists_follow_each_other(book):
    _, lines = news(book(pilots=[pilot("A"), pilot("A") | {"reporting_on": "2025-12-31"}]))
    assert lines == [("Nothing reached production", "1 initiative on the way")]


def test_case_2_without_a_list_for_the_quarter_what_reached_production_is_not_known(book):
    lists = [pilot("A") | {"reporting_on": day} for day in ("2025-09-30", "2025-12-31")]
    spend = [COST | {"period": period, "amount": 1000} for period in ("2025-Q3", "2025-Q4", "2026-Q1")]
    _, lines = news(book(pilots=lists, spend=spend))
    assert lines == [("What reached production in Q1 2026 is not known", "no list of initiatives covers the quarter")]
    other = pilot("B", business_unit="HR")
    _, lines = news(book(pilots=[other, other | {"reporting_on": "2025-12-31"}]))
    assert lines == [("Nothing reached production in the 1 of 2 units that sent a list", "2 initiatives on the way")]


def test_case_8_what_appeared_what_was_not_reported_and_what_became_known_late_have_their_words(book):
    spend = [
        COST | {"business_unit": "A", "period": "2025-Q4", "amount": 800_000},
        COST | {"business_unit": "New", "amount": 900_000},
    ]
    done = {"stage": "production", "production_on": "2025-12-20"}
    _, lines = news(book(spend=spend, pilots=[pilot("L", **done), pilot("L") | {"reporting_on": "2025-12-31"}]))
    assert lines == [
        ("New spent 900k", "none before; 1 other unit changed too"),
        ("Tool L reached production", "Claims; on 20 December 2025, known only now"),
    ]
    _, lines = news(book(spend=[COST | {"business_unit": "New", "period": "2025-Q4", "amount": 890_000}]))
    assert lines[0] == ("A reported no spend for Q1 2026", "800k in Q4 2025")


def test_a_units_spend_stands_beside_the_quarter_before(book):
    spend = [COST | {"amount": 80_000}, COST | {"period": "2025-Q4", "amount": 100_000}]
    _, lines = news(book(spend=spend))
    assert lines == [("Claims spent 80k", "−20 % on Q4 2025")]


def test_a_renewal_says_when_and_what_is_unused(book):
    seats = {
        "business_unit": "Claims",
        "tool": "Desk",
        "seats": 100,
        "active_users": 60,
        "seat_price": 10,
        "renewal_on": "2026-09-30",
    }
    _, lines = news(book(adoption=[seats | {"period": period} for period in ("2025-Q4", "2026-Q1")]))
    assert lines == [("Desk renews: 400 a year unused", "Claims, on 30 September 2026; 40 of 100 seats unused")]


def test_a_decision_says_what_for_how_much_and_why(book):
    queue = listing(
        book(pilots=[pilot("A")], spend=[COST | {"initiative_id": "A", "amount": 30_000}]), VIEWS["decision_queue"]
    )
    drawn, points = agenda.decisions(queue)
    assert [(point.lead, point.text, point.more) for point in points] == [
        ("Stop", "Tool A: 30k spent", "Claims; 273 days in stage pilot, limit 240")
    ]
    assert drawn.subtitle == "The dearest of 1 to stop"


@pytest.mark.parametrize("kind", sorted(agenda.EVENTS))
def test_every_kind_of_end_has_its_words_for_one_and_for_several(kind):
    row = {
        "kind": kind,
        "business_unit": "HR",
        "subject_name": "Desk",
        "money": None,
        "page": "funnel",
        "is_late": False,
    }
    for rows in ([row], [row, row]):
        (point,) = [agenda._news(kind, pd.DataFrame(rows), "Q1 2026", "Q4 2025")]
        assert point.text


def test_without_anything_to_decide_nothing_waits(book):
    drawn, points = agenda.decisions(listing(book(spend=[COST | {"amount": 1}]), VIEWS["decision_queue"]))
    assert (drawn.subtitle, points) == ("Nothing waits for a decision", [])
