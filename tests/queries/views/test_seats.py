"""Seats tool by tool: who uses them, what the others cost, and nothing about a handful of people."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import METRICS, VIEWS, Book, by_unit, listing, total


def seats(tool: str, paid: int, active: int | None, period: str = "2026-Q1", **more: Any) -> dict[str, Any]:
    named = {"period": period, "business_unit": "Claims", "tool": tool, "seats": paid, "active_users": active}
    return named | {"seat_price": 360.0} | more


# K11
K11 = [
    seats("A", 900, 200, "2025-Q4"),
    seats("B", 100, 100, "2025-Q4"),
    seats("A", 1000, 280),
    seats("B", 100, 120),
    seats("C", 200, 20),
]


def test_each_tool_has_its_utilisation_and_a_new_one_is_marked(book: Callable[..., Book]) -> None:
    frame = listing(book(adoption=K11), VIEWS["seats_in_use"]).frame
    assert frame[["tool", "used", "seats", "in_grace"]].values.tolist() == [
        ["A", 280, 1000, False],
        ["B", 100, 100, False],
        ["C", 20, 200, True],
    ]
    assert frame["unused_cost"].tolist() == [259_200, 0, 64_800]


def test_unused_seats_stand_apart_from_grace(book: Callable[..., Book]) -> None:
    frame = listing(book(adoption=K11, since="2026-Q1"), VIEWS["unused_seats"]).frame
    assert frame[["shelfware", "grace", "price"]].values.tolist() == [[64_800, 16_200, 1300 * 90]]


def test_by_tool_and_in_all_no_more_users_count_than_seats(book: Callable[..., Book]) -> None:
    row = total(book(adoption=K11), METRICS["seat_utilisation"]).rows[0]
    assert round(100 * (row.value or 0), 2) == 34.55  # uncapped 36.36 would cross the quoted 35


@pytest.mark.parametrize(("paid", "is_hidden"), [(4, True), (5, False)])
def test_a_tool_of_fewer_than_five_people_is_hidden(book: Callable[..., Book], paid: int, is_hidden: bool) -> None:
    made = book(adoption=[seats("A", paid, 3)])
    (row,) = listing(made, VIEWS["seats_in_use"]).frame.to_dict("records")
    assert row["is_hidden"] == is_hidden
    assert (row["utilisation"] != row["utilisation"]) == is_hidden
    expected = "suppressed" if is_hidden else "ok"
    assert total(made, METRICS["seat_utilisation"]).rows[0].state == expected
    assert by_unit(made, METRICS["cost_per_active_user"]).rows[0].state == expected


def test_a_hidden_tool_does_not_follow_from_its_unit_s_total(book: Callable[..., Book]) -> None:
    frame = listing(book(adoption=[seats("A", 4, 3), seats("B", 50, 9), seats("C", 9, 9)]), VIEWS["seats_in_use"]).frame
    assert sorted(frame.loc[frame["is_hidden"], "tool"]) == ["A", "C"]


def test_without_users_nothing_is_in_use_and_nothing_unused(book: Callable[..., Book]) -> None:
    assert listing(book(adoption=[seats("A", 10, None), seats("B", 0, 0)]), VIEWS["seats_in_use"]).frame.empty


@pytest.mark.parametrize(("paid", "reclaimable"), [(4, []), (5, [720.0])])
def test_a_renewal_of_fewer_than_five_people_names_no_use(
    book: Callable[..., Book], paid: int, reclaimable: list[float]
) -> None:
    frame = listing(book(adoption=[seats("A", paid, 3, renewal_on="2026-05-31")]), VIEWS["renewals"]).frame
    assert frame["renewal_month"].tolist() == ["2026-05"]
    assert frame["reclaimable"].dropna().tolist() == reclaimable
    assert frame["annual_cost"].tolist() == [360.0 * paid]
