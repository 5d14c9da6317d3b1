"""What was planned, expected and spent: compared only where both were handed in, and a plan is no fact."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import METRICS, VIEWS, Book, listing, total


def money(
    amount: float, basis: str = "actual", period: str = "2026-Q1", unit: str = "A", **more: Any
) -> dict[str, Any]:
    named = {"period": period, "business_unit": unit, "category": "data", "amount": amount, "basis": basis}
    return named | more


def labels(book: Book) -> list[str]:
    return [quarter.label for quarter in book.quarters()]


def test_a_plan_for_the_future_does_not_move_the_last_quarter(book: Callable[..., Book]) -> None:
    assert labels(book(spend=[money(1), money(9, "budget", "2026-Q3"), money(9, "forecast", "2026-Q4")])) == ["2026-Q1"]


def test_where_there_are_only_plans_their_quarters_are_shown(book: Callable[..., Book]) -> None:
    made = book(spend=[money(9, "budget", "2026-Q1"), money(9, "budget", "2026-Q3")])
    assert labels(made) == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert listing(made, VIEWS["plan_and_actual"]).frame["budget"].tolist() == [9, 9]


def test_a_list_of_initiatives_decides_before_any_plan(book: Callable[..., Book]) -> None:
    pilot = {"reporting_on": "2026-03-31", "initiative_id": "x", "name": "x", "business_unit": "A", "stage": "pilot"}
    assert labels(book(spend=[money(9, "budget", "2026-Q3")], pilots=[pilot])) == ["2026-Q1"]


def test_a_quarter_holds_its_actual_its_budget_and_its_forecast(book: Callable[..., Book]) -> None:
    rows = [money(70), money(50), money(100, "budget"), money(110, "forecast"), money(130, "forecast", "2026-Q2")]
    frame = listing(book(spend=rows), VIEWS["plan_and_actual"]).frame
    assert frame[["period", "is_ahead", "sheet_rows"]].values.tolist() == [["2026-Q1", False, 4], ["2026-Q2", True, 1]]
    assert frame["actual"].dropna().tolist() == [120]
    assert frame["forecast"].tolist() == [110, 130]


@pytest.mark.parametrize(("period", "shown"), [("2027-Q1", 2), ("2027-Q2", 1)])
def test_plans_are_shown_for_a_year_ahead(book: Callable[..., Book], period: str, shown: int) -> None:
    assert len(listing(book(spend=[money(1), money(9, "budget", period)]), VIEWS["plan_and_actual"]).frame) == shown


def test_only_quarters_with_both_are_compared(book: Callable[..., Book]) -> None:
    rows = [
        money(120),
        money(100, "budget"),
        money(500, period="2025-Q4"),
        money(70, "budget", period="2025-Q3"),
        money(30, "forecast", "2026-Q2"),
        money(900, unit="B"),
    ]
    made = book(spend=rows)
    (row,) = listing(made, VIEWS["budget_by_unit"]).frame.to_dict("records")
    assert (row["actual"], row["budget"], row["variance"], row["variance_share"]) == (120, 100, 20, 0.2)
    assert (row["quarters"], row["quarters_not_reported"], row["forecast_ahead"]) == (1, 0, 30)
    assert total(made, METRICS["budget_variance"]).rows[0].value == 20


def test_a_unit_that_handed_in_no_spend_has_not_saved_its_budget(book: Callable[..., Book]) -> None:
    made = book(spend=[money(100, "budget"), money(5, unit="B")])
    assert total(made, METRICS["budget_variance"]).rows == ()
    assert total(made, METRICS["data_cost_overrun_multiple"]).rows == ()
    (row,) = listing(made, VIEWS["budget_by_unit"]).frame.to_dict("records")
    assert (row["quarters"], row["quarters_not_reported"]) == (0, 1)


def test_the_paying_unit_answers_for_the_budget(book: Callable[..., Book]) -> None:
    pilot = {"reporting_on": "2026-03-31", "initiative_id": "x", "name": "x", "business_unit": "A", "stage": "pilot"}
    rows = [money(120, unit="IT", initiative_id="x"), money(100, "budget", unit="IT")]
    frame = listing(book(spend=rows, pilots=[pilot]), VIEWS["budget_by_unit"]).frame
    assert frame[["business_unit", "variance"]].values.tolist() == [["IT", 20]]
