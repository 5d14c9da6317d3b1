"""What was planned, expected and spent: compared only where both were handed in, and a plan is no fact."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from queries import METRICS, VIEWS, Book, listing, over_time, total


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


def test_a_unit_with_both_is_compared_and_one_without_a_budget_is_unbudgeted(book: Callable[..., Book]) -> None:
    rows = [
        money(120),
        money(100, "budget"),
        money(500, period="2025-Q4"),
        money(70, "budget", period="2025-Q3"),
        money(30, "forecast", "2026-Q2"),
        money(900, unit="B"),
    ]
    made = book(spend=rows)
    without, row = listing(made, VIEWS["budget_by_unit"]).frame.to_dict("records")
    assert (row["actual"], row["budget"], row["on_budget"], row["on_budget_share"]) == (120, 100, 20, 0.2)
    assert (row["quarters"], row["quarters_not_reported"], row["quarters_not_judged"]) == (1, 0, 1)
    assert row["forecast_ahead"] == 30
    assert (without["business_unit"], without["unbudgeted"], without["variance"]) == ("B", 900, 900)
    assert total(made, METRICS["budget_variance"]).rows[0].value == 920


def test_k30_the_variance_is_that_of_the_budgets_and_what_was_unbudgeted(book: Callable[..., Book]) -> None:
    """Q1: A 110 of 100; B 50 without a budget; C 40 budgeted, nothing reported. Q2: nobody has a budget."""
    rows = [money(110), money(100, "budget"), money(50, unit="B"), money(40, "budget", unit="C")]
    made = book(spend=[*rows, money(100, period="2026-Q2")])
    assert [(row.period, row.value) for row in over_time(made, METRICS["budget_variance"]).rows] == [("2026-Q1", 60)]
    units = listing(made, VIEWS["budget_by_unit"]).frame.set_index("business_unit")
    assert units["on_budget"].dropna().to_dict() == {"A": 10}
    assert units["unbudgeted"].dropna().to_dict() == {"B": 50}
    assert units["quarters_not_reported"].to_dict() == {"A": 0, "B": 0, "C": 1}
    assert units["quarters_not_judged"].to_dict() == {"A": 1, "B": 0, "C": 0}
    first, second = listing(made, VIEWS["plan_and_actual"]).frame.to_dict("records")
    assert (first["on_budget"], first["unbudgeted"], first["variance"], first["units_not_reported"]) == (10, 50, 60, 1)
    assert second["actual"] == 100
    assert math.isnan(second["variance"])
    (coverage,) = total(made, METRICS["budget_coverage"]).rows
    assert (coverage.numerator, coverage.denominator) == (110, 260)
    assert coverage.value == pytest.approx(0.4230769)


def test_case_9_all_that_was_spent_beyond_budget_had_none(book: Callable[..., Book]) -> None:
    made = book(spend=[money(100_000, "budget"), money(100_000), money(900_000, unit="B")])
    assert total(made, METRICS["budget_variance"]).rows[0].value == 900_000
    assert total(made, METRICS["budget_coverage"]).rows[0].value == pytest.approx(0.1)
    frame = listing(made, VIEWS["budget_by_unit"]).frame
    assert (frame["on_budget"].sum(), frame["unbudgeted"].sum(), frame["variance"].sum()) == (0, 900_000, 900_000)
    alone = book(units=["B"])
    assert total(alone, METRICS["budget_variance"]).rows[0].value == 900_000  # that others have a budget is known still


@pytest.mark.parametrize(("reported", "variance"), [([0.0], -40), ([], None)])
def test_nothing_spent_is_under_budget_only_where_it_was_reported(
    book: Callable[..., Book], reported: list[float], variance: float | None
) -> None:
    made = book(spend=[money(40, "budget"), money(7, period="2025-Q4"), *(money(spent) for spent in reported)])
    found = [row.value for row in total(made, METRICS["budget_variance"]).rows]
    assert found == ([] if variance is None else [variance])


def test_a_budget_in_a_currency_without_a_rate_makes_nothing_unbudgeted(book: Callable[..., Book]) -> None:
    made = book(spend=[money(110), money(100, "budget", currency="GBP"), money(30, unit="B")])
    assert total(made, METRICS["budget_variance"]).rows[0].value == 30


def test_tile_chart_and_units_say_one_variance(sample_book: Book) -> None:
    whole = total(sample_book, METRICS["budget_variance"]).rows[0].value
    assert listing(sample_book, VIEWS["budget_by_unit"]).frame["variance"].sum() == pytest.approx(whole)
    assert listing(sample_book, VIEWS["plan_and_actual"]).frame["variance"].sum() == pytest.approx(whole)


def test_a_unit_that_handed_in_no_spend_has_not_saved_its_budget(book: Callable[..., Book]) -> None:
    made = book(spend=[money(100, "budget"), money(5, unit="B")])
    assert total(made, METRICS["budget_variance"]).rows[0].value == 5
    assert total(made, METRICS["data_cost_overrun_multiple"]).rows == ()
    other, row = listing(made, VIEWS["budget_by_unit"]).frame.to_dict("records")
    assert (row["quarters"], row["quarters_not_reported"], other["unbudgeted"]) == (0, 1, 5)


def test_the_paying_unit_answers_for_the_budget(book: Callable[..., Book]) -> None:
    pilot = {"reporting_on": "2026-03-31", "initiative_id": "x", "name": "x", "business_unit": "A", "stage": "pilot"}
    rows = [money(120, unit="IT", initiative_id="x"), money(100, "budget", unit="IT")]
    frame = listing(book(spend=rows, pilots=[pilot]), VIEWS["budget_by_unit"]).frame
    assert frame[["business_unit", "variance"]].values.tolist() == [["IT", 20]]
