"""Unused seats cost money, except in a tool's first quarter."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import METRICS, VIEWS, Book, listing, total


def seats(tool: str, paid: int | None, active: int | None, period: str = "2026-Q1", **more: Any) -> dict[str, Any]:
    named = {"period": period, "business_unit": "Claims", "tool": tool, "seats": paid, "active_users": active}
    return named | {"seat_price": 360.0} | more


K11 = [
    seats("A", 900, 200, "2025-Q4"),
    seats("B", 100, 100, "2025-Q4"),
    seats("A", 1000, 280, renewal_on="2026-09-30"),
    seats("B", 100, 120),
    seats("C", 200, 20),
]


def test_shelfware_is_unused_seats_for_the_length_of_the_period(book: Callable[..., Book]) -> None:
    made = book(adoption=K11, since="2026-Q1")
    found = (
        made.facts("adoption")
        .execute("select tool, shelfware, in_grace from facts.adoption where is_latest order by tool")
        .fetchall()
    )
    assert found == [("A", 64_800, False), ("B", 0, False), ("C", 16_200, True)]
    assert total(made, METRICS["shelfware"]).rows[0].value == 64_800


def test_utilisation_never_counts_more_users_than_seats(book: Callable[..., Book]) -> None:
    (row,) = total(book(adoption=K11), METRICS["seat_utilisation"]).rows
    assert (row.numerator, row.denominator) == (380, 1100)
    assert row.low is None  # seats are a full count


def test_the_next_renewal_can_save_a_year_of_unused_seats(book: Callable[..., Book]) -> None:
    frame = listing(book(adoption=K11), VIEWS["renewals"]).frame
    assert frame[["tool", "reclaimable"]].values.tolist() == [["A", 259_200]]


def test_a_renewal_in_twelve_months_is_shown_and_one_a_day_later_is_not(book: Callable[..., Book]) -> None:
    rows = [
        seats("A", 10, 5, renewal_on="2027-03-31"),
        seats("B", 10, 5, renewal_on="2027-04-01"),
        seats("C", 10, 5, renewal_on="2026-03-31"),
        seats("D", 10, 5, renewal_on="2026-04-01"),
    ]
    assert sorted(listing(book(adoption=rows), VIEWS["renewals"]).frame["tool"]) == ["A", "D"]


def test_cost_for_each_seat_and_each_active_user(book: Callable[..., Book]) -> None:
    made = book(adoption=[seats("A", 1000, 280)])
    assert total(made, METRICS["cost_per_seat_year"]).rows[0].value == 360
    assert total(made, METRICS["cost_per_active_user"]).rows[0].value == pytest.approx(1285.714, abs=0.001)


def test_the_first_quarter_is_grace_and_the_second_is_not(book: Callable[..., Book]) -> None:
    rows = [seats("A", 10, 5, "2025-Q3"), seats("C", 10, 5, "2025-Q4"), seats("C", 10, 5)]
    made = book(adoption=rows)
    found = (
        made.facts("adoption")
        .execute("select period, in_grace from facts.adoption where tool = 'C' order by 1")
        .fetchall()
    )
    assert found == [("2025-Q4", True), ("2026-Q1", False)]


def test_a_new_tool_by_months_has_three_of_grace(book: Callable[..., Book]) -> None:
    rows = [seats("A", 10, 5, "2025-12")] + [seats("C", 10, 5, f"2026-0{month}") for month in (1, 2, 3, 4)]
    found = (
        book(adoption=rows)
        .facts("adoption")
        .execute("select in_grace from facts.adoption where tool = 'C' order by period_start")
        .fetchall()
    )
    assert found == [(True,), (True,), (True,), (False,)]


def test_a_tool_the_first_sheet_already_has_is_not_new(book: Callable[..., Book]) -> None:
    assert total(book(adoption=[seats("A", 10, 5)]), METRICS["shelfware"]).rows[0].value == 450


def test_unknown_users_are_not_unused_seats(book: Callable[..., Book]) -> None:
    made = book(adoption=[seats("A", 10, None), seats("B", 10, 10)])
    assert total(made, METRICS["shelfware"]).rows[0].value == 0
    assert total(made, METRICS["seat_utilisation"]).rows[0].denominator == 10


def test_months_of_one_quarter_add_up_and_the_last_one_is_the_stock(book: Callable[..., Book]) -> None:
    made = book(adoption=[seats("A", 10, active, f"2026-0{month}") for month, active in ((1, 4), (2, 7), (3, 8))])
    assert total(made, METRICS["shelfware"]).rows[0].value == pytest.approx((6 + 3 + 2) * 30)
    assert total(made, METRICS["seat_utilisation"]).rows[0].numerator == 8
