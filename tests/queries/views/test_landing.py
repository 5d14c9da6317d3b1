"""Where the year lands: what was spent, else what is expected, else missing; never the budget."""

from collections.abc import Callable
from typing import Any

import pytest

from components.narratives.spend import landing_finding
from queries import METRICS, VIEWS, Book, listing, total
from tests.queries.views.test_budget import money

BUDGETS = [money(100, "budget", f"2026-Q{number}") for number in (1, 2, 3, 4)]


def units(book: Book) -> dict[str, dict[str, Any]]:
    rows = listing(book, VIEWS["landing"]).frame.to_dict("records")
    return {str(row["business_unit"]): row for row in rows}


def test_k31_a_unit_lands_where_it_is_known_against_the_budget_of_those_quarters(book: Callable[..., Book]) -> None:
    """A: 110 and 90 spent, the old forecast of Q1 is history, 120 expected in Q3, Q4 missing; B spent 50 unbudgeted."""
    rows = [
        *BUDGETS,
        money(110),
        money(90, period="2026-Q2"),
        money(500, "forecast"),
        money(120, "forecast", "2026-Q3"),
    ]
    made = book(spend=[*rows, money(50, unit="B")])
    found = units(made)
    first = found["A"]
    assert (first["landing"], first["budget"], first["on_budget"], first["quarters_known"]) == (320, 300, 20, "3 of 4")
    assert first["from_forecast"] == 120
    assert (found["B"]["unbudgeted"], found["B"]["quarters_known"]) == (50, "1 of 4")
    assert sum(unit["variance"] for unit in found.values()) == 70
    assert landing_finding(listing(made, VIEWS["landing"])) == (
        "The year lands 70 above its budget, with 50 of units without one: 320 against 300 USD, "
        "known for 4 of 8 quarters of 2 units"
    )
    assert total(made, METRICS["budget_variance"]).rows[0].value == 10 - 10 + 50


def test_a_quarter_for_which_nobody_has_a_budget_lands_and_is_not_judged(book: Callable[..., Book]) -> None:
    made = book(spend=[money(110), money(100, "budget"), money(70, "forecast", "2026-Q2")])
    row = units(made)["A"]
    assert (row["landing"], row["compared"], row["on_budget"], row["quarters_not_judged"]) == (180, 110, 10, 1)
    assert landing_finding(listing(made, VIEWS["landing"])) == (
        "The year lands 10 above its budget: 110 against 100 USD, known for 2 of 4 quarters of 1 unit, "
        "1 of them without a budget to hold it against"
    )


@pytest.mark.parametrize(
    ("reported", "expected", "landing"),
    [
        (("2026-01", "2026-02", "2026-03"), ("2026-Q1",), 30),  # reported: the forecast is history
        (("2026-01", "2026-02"), ("2026-Q1",), 500),  # a month is missing: the forecast of the quarter
        (("2026-01", "2026-02"), ("2026-03",), 520),  # the forecast of the month that is missing
        (("2026-01", "2026-02"), ("2026-02",), None),  # March is known to nobody
        (("2026-01", "2026-02"), (), None),
        ((), ("2026-Q1",), 500),
    ],
)
def test_a_quarter_lands_at_its_actual_only_once_all_its_months_are_reported(
    book: Callable[..., Book], reported: tuple[str, ...], expected: tuple[str, ...], landing: float | None
) -> None:
    spent = [money(10, period=month) for month in reported]
    plans = [money(500, "forecast", period) for period in expected]
    made = book(spend=[*BUDGETS, *spent, *plans, money(1, unit="B")], until="2026-Q1")
    row = units(made)["A"]
    assert row["quarters"] == (landing is not None)
    assert row["landing"] == pytest.approx(float("nan") if landing is None else landing, nan_ok=True)


def test_a_fiscal_year_lands_by_its_own_quarters(book: Callable[..., Book]) -> None:
    rows = [money(10, period="2026-03"), *(money(20, "forecast", f"2026-{month:02}") for month in range(4, 13))]
    made = book(
        spend=[*rows, money(10, period="2026-01"), money(10, period="2026-02")], settings={"fiscal_start_month": "4"}
    )
    assert units(made)["A"]["landing"] == 30  # the year ended in March
    assert units(book(settings={"fiscal_start_month": "1"}))["A"]["landing"] == 30 + 180


def test_where_the_year_lands_is_said_without_a_budget_too(book: Callable[..., Book]) -> None:
    made = book(spend=[money(10), money(30, "forecast", "2026-Q2")])
    assert landing_finding(listing(made, VIEWS["landing"])) == (
        "The year lands at 40 USD, known for 2 of 4 quarters of 1 unit; no budget to hold it against"
    )


def test_what_is_committed_is_part_of_the_forecast_and_never_added_to_it(book: Callable[..., Book]) -> None:
    rows = [money(110), money(120, "forecast", "2026-Q2"), money(80, "committed", "2026-Q2")]
    row = units(book(spend=rows))["A"]
    assert (row["landing"], row["from_forecast"], row["quarters_known"]) == (230, 120, "2 of 4")


def test_what_is_committed_alone_is_no_forecast(book: Callable[..., Book]) -> None:
    row = units(book(spend=[money(110), money(80, "committed", "2026-Q2")]))["A"]
    assert (row["landing"], row["quarters_known"]) == (110, "1 of 4")
