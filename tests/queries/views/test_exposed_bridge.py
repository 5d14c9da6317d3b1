"""Stranded, unused and found money overlap: each row of spend is in question once, at the largest part of it."""

from collections.abc import Callable
from typing import Any

import pytest

from components.text import money
from queries import VIEWS, Book, listing

PERIOD = "2026-Q1"
STOPPED = {
    "reporting_on": "2026-03-31",
    "business_unit": "A",
    "initiative_id": "X",
    "name": "X",
    "stage": "stopped",
    "started_on": "2025-01-01",
    "stopped_on": "2026-01-01",
}
SEATS = {"period": PERIOD, "business_unit": "A", "tool": "T", "seats": 40, "active_users": 20, "seat_price": 2.0}


def spent(amount: float, **more: Any) -> dict[str, Any]:
    return {"period": PERIOD, "business_unit": "A", "category": "data", "amount": amount, "initiative_id": "X"} | more


def bridge(made: Book) -> dict[str, float]:
    return listing(made, VIEWS["exposed_bridge"]).frame.iloc[0].to_dict()


def test_what_is_stranded_and_unused_at_once_counts_once(book: Callable[..., Book]) -> None:
    """K58."""
    made = book(spend=[spent(30), spent(20, category="licences", tool="T")], adoption=[SEATS], pilots=[STOPPED])
    assert bridge(made) == {
        "stranded": 50,
        "unused": 10,
        "found": 0,
        "counted_twice": 10,
        "exposed": 50,
        "priced_not_paid": 0,
    }
    said = money.in_question(listing(made, VIEWS["exposed_bridge"]))
    assert (
        said == "50 stranded and 10 of unused seats, less 10 counted twice, is 50 USD in question, from the beginning."
    )


def test_seats_that_the_spend_sheet_does_not_pay_for_stand_apart(book: Callable[..., Book]) -> None:
    made = book(
        spend=[spent(30), spent(6, category="licences", tool="t ", initiative_id=None)],
        adoption=[SEATS],
        pilots=[STOPPED],
    )
    found = bridge(made)
    assert (found["unused"], found["exposed"], found["priced_not_paid"]) == (6, 36, 4)


def test_a_finding_on_stranded_money_adds_nothing(book: Callable[..., Book]) -> None:
    advice = spent(500, category="consulting", period="2024-Q1", vendor="Hall")
    found = bridge(book(spend=[advice, spent(1)], pilots=[STOPPED]))
    assert (found["stranded"], found["found"], found["counted_twice"], found["exposed"]) == (501, 500, 500, 501)


@pytest.mark.parametrize("users", [3, 38])
def test_what_few_people_use_is_not_in_it(book: Callable[..., Book], users: int) -> None:
    made = book(
        spend=[spent(20, category="licences", tool="T", initiative_id=None)],
        adoption=[SEATS | {"active_users": users, "headcount": 4}],
    )
    assert bridge(made)["unused"] == 0


def test_on_the_sample_the_parts_make_the_whole(sample_book: Book) -> None:
    found = bridge(sample_book)
    assert min(found["stranded"], found["unused"], found["found"], found["counted_twice"]) > 0
    assert found["exposed"] == pytest.approx(
        found["stranded"] + found["unused"] + found["found"] - found["counted_twice"]
    )
    whole = listing(sample_book, VIEWS["diagnosis"]).frame
    total = whole[whole["business_unit"].isna() & whole["detector"].isna() & whole["kind"].isna()].iloc[0]
    assert found["found"] == pytest.approx(total["exposed"])
