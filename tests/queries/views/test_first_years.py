"""What the first year of an initiative costs, what goes into data, and whether those that arrive spend otherwise."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import VIEWS, Book, listing


def pilot(name: str, stage: str, **more: Any) -> dict[str, Any]:
    named = {"reporting_on": "2026-03-31", "initiative_id": name, "name": name, "business_unit": "A", "stage": stage}
    return named | more


def paid(initiative: str, category: str, amount: float, period: str = "2025-Q1") -> dict[str, Any]:
    named = {"period": period, "business_unit": "A", "category": category, "amount": amount}
    return named | {"initiative_id": initiative}


LAST = paid("none", "other", 1, "2026-Q1") | {"initiative_id": None}


def test_data_governance_and_access_controls_are_shares_of_the_first_four_quarters(book: Callable[..., Book]) -> None:
    rows = [
        paid("x", "data", 30),
        paid("x", "governance", 10),
        paid("x", "access_controls", 10, "2025-Q4"),
        paid("x", "build_team", 50),
        paid("x", "data", 900, "2026-Q1"),
    ]
    (row,) = listing(book(spend=rows, pilots=[pilot("x", "pilot")]), VIEWS["first_years"]).frame.to_dict("records")
    assert (row["first_year_spent"], row["data_share"], row["is_over"]) == (100, 0.5, True)


def test_a_first_year_of_three_quarters_is_not_over(book: Callable[..., Book]) -> None:
    rows = [paid("x", "data", 30, "2025-Q3"), LAST]
    assert listing(book(spend=rows, pilots=[pilot("x", "pilot")]), VIEWS["first_years"]).frame["is_over"].tolist() == [
        False
    ]


def test_a_first_year_that_was_refunded_has_no_share(book: Callable[..., Book]) -> None:
    rows = [paid("x", "data", 30), paid("x", "data", -30, "2025-Q2"), LAST]
    assert (
        listing(book(spend=rows, pilots=[pilot("x", "pilot")]), VIEWS["first_years"]).frame["data_share"].isna().all()
    )


def mixes(book: Book) -> dict[tuple[str, str], float]:
    frame = listing(book, VIEWS["production_mix"]).frame
    return {(row.outcome, row.purpose): row.share for row in frame.itertuples() if isinstance(row.outcome, str)}


def test_those_in_production_beside_those_that_ended_or_stalled(book: Callable[..., Book]) -> None:
    pilots = [
        pilot("live", "production", production_on="2025-06-30"),
        pilot("dead", "stopped", started_on="2025-01-01", stopped_on="2025-12-01"),
        pilot("stuck", "pilot", started_on="2023-01-01"),
        pilot("young", "pilot", started_on="2026-02-01"),
    ]
    spend = [
        paid("live", "data", 30),
        paid("live", "build_team", 70),
        paid("dead", "data", 5),
        paid("dead", "build_team", 35),
        paid("stuck", "build_team", 60),
        paid("young", "data", 1000),
        LAST,
    ]
    assert mixes(book(pilots=pilots, spend=spend)) == {
        ("reached", "data"): 0.3,
        ("reached", "building"): 0.7,
        ("not reached", "data"): pytest.approx(0.05),
        ("not reached", "building"): pytest.approx(0.95),
    }


def test_what_came_after_production_and_running_costs_are_not_the_way_there(book: Callable[..., Book]) -> None:
    spend = [
        paid("live", "data", 30),
        paid("live", "run", 500),
        paid("live", "build_team", 70, "2025-Q2"),
        paid("live", "change_management", 900, "2025-Q3"),
        LAST,
    ]
    pilots = [pilot("live", "production", production_on="2025-06-30")]
    assert mixes(book(pilots=pilots, spend=spend)) == {("reached", "data"): 0.3, ("reached", "building"): 0.7}


def test_retired_without_a_word_on_production_is_in_neither_mix(book: Callable[..., Book]) -> None:
    made = book(pilots=[pilot("x", "retired", retired_on="2025-12-01")], spend=[paid("x", "data", 30), LAST])
    assert mixes(made) == {}
