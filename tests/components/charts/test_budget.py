"""What was planned, expected and spent, drawn apart: a plan is never drawn as a fact."""

from collections.abc import Callable

import pandas as pd

from components.charts import budget_by_unit, plan_and_actual
from components.theme import LIGHT, Viewport
from queries import Listing

Listed = Callable[..., Listing]
NONE = float("nan")


def quarter(
    start: str, actual: float = NONE, budget: float = NONE, forecast: float = NONE, unbudgeted: float = NONE
) -> dict[str, object]:
    """A quarter of a unit with a budget, and of what others spent without one."""
    day = pd.Timestamp(start)
    on_budget = actual - budget
    parts = pd.Series([on_budget, unbudgeted]).dropna()
    return {
        "period": f"{day.year}-Q{day.quarter}",
        "quarter_start": day,
        "is_ahead": False,
        "actual": pd.Series([actual, unbudgeted]).dropna().sum() if pd.notna(actual) or pd.notna(unbudgeted) else NONE,
        "budget": budget,
        "forecast": forecast,
        "budgeted_actual": actual if pd.notna(on_budget) else NONE,
        "budgeted": budget if pd.notna(on_budget) else NONE,
        "on_budget": on_budget,
        "unbudgeted": unbudgeted,
        "variance": parts.sum() if len(parts) else NONE,
        "units_not_reported": int(pd.notna(budget) and pd.isna(actual)),
        "sheet_rows": 2,
    }


def unit(name: str, actual: float, budget: float, unreported: int = 0, unbudgeted: float = NONE) -> dict[str, object]:
    share = (actual - budget) / budget if budget else NONE
    return {
        "business_unit": name,
        "actual": actual,
        "budget": budget,
        "on_budget": actual - budget,
        "on_budget_share": share,
        "unbudgeted": unbudgeted,
        "variance": unbudgeted if pd.isna(actual - budget) else actual - budget,
        "quarters": 1,
        "quarters_not_reported": unreported,
    }


def test_spent_is_solid_a_budget_in_outline_and_what_is_expected_hatched(listed: Listed):
    rows = [quarter("2026-01-01", 120, 100), quarter("2026-04-01", NONE, NONE, 130)]
    drawn = plan_and_actual.chart(listed("plan_and_actual", rows), Viewport())
    assert drawn.finding == "We spent 20 % more than budgeted: 120 against 100; 130 is expected in Q2 2026"
    budget, spent, expected = drawn.figure.data
    assert budget.marker.color == "rgba(0,0,0,0)"
    assert spent.marker.color == LIGHT.accent
    assert expected.marker.pattern.shape == "/"
    assert list(spent.customdata) == ["period=2026-Q1", "period=2026-Q2"]
    assert drawn.n == "n = 4 rows"


def test_what_had_been_expected_of_a_quarter_that_is_spent_is_a_tick(listed: Listed):
    drawn = plan_and_actual.chart(listed("plan_and_actual", [quarter("2026-01-01", 120, NONE, 90)]), Viewport())
    assert drawn.figure.data[-1].mode == "lines"
    assert list(drawn.figure.data[-1].y) == [90, 90]
    assert drawn.finding == "We spent 120, which has no budget to compare it with"


def test_a_budget_alone_is_not_called_saved(listed: Listed):
    rows = [quarter("2026-01-01", NONE, 10), quarter("2026-07-01", NONE, 20)]
    drawn = plan_and_actual.chart(listed("plan_and_actual", rows), Viewport())
    assert drawn.finding == "30 is budgeted for Q1 2026 to Q3 2026; nothing is known to have been spent"
    assert len(drawn.figure.layout.xaxis.tickvals) == 3  # the quarter between keeps its place


def test_spent_as_budgeted_is_said_so(listed: Listed):
    drawn = plan_and_actual.chart(listed("plan_and_actual", [quarter("2026-01-01", 100, 100)]), Viewport())
    assert drawn.finding == "We spent what was budgeted: 100"


def test_what_was_spent_without_a_budget_is_told_beside_what_the_budgets_say(listed: Listed):
    """K30 and case 9."""
    rows = [quarter("2026-01-01", 110, 100, unbudgeted=50), quarter("2026-04-01", 100)]
    drawn = plan_and_actual.chart(listed("plan_and_actual", rows), Viewport())
    assert drawn.finding == "We spent 60 beyond budget: 10 more than budgeted, and 50 by units without a budget"
    assert drawn.n == "n = 4 rows; 42 % of the spend stood against a budget"
    drawn = plan_and_actual.chart(
        listed("plan_and_actual", [quarter("2026-01-01", 100, 100, unbudgeted=900)]), Viewport()
    )
    assert drawn.finding == "We spent 900 beyond budget, all of it by units without one"
    assert drawn.n.endswith("; 10 % of the spend stood against a budget")


def test_less_than_budgeted_and_more_without_a_budget_is_no_overrun(listed: Listed):
    rows = [quarter("2026-01-01", 20, 100, unbudgeted=50)]
    drawn = plan_and_actual.chart(listed("plan_and_actual", rows), Viewport())
    assert drawn.finding == "We spent 30 below budget: 80 less than budgeted, and 50 by units without a budget"
    drawn = plan_and_actual.chart(
        listed("plan_and_actual", [quarter("2026-01-01", 50, 100, unbudgeted=50)]), Viewport()
    )
    assert drawn.finding.startswith("We spent what was budgeted in all: 50 less than budgeted, and 50 by units")


def test_a_budget_of_which_nothing_is_reported_judges_nothing(listed: Listed):
    rows = [quarter("2025-10-01", 120), quarter("2026-01-01", NONE, 100)]
    drawn = plan_and_actual.chart(listed("plan_and_actual", rows), Viewport())
    assert drawn.finding == "We spent 120, which is not held against a budget"
    assert drawn.n == "n = 4 rows; of 1 budgeted quarter of a unit nothing was reported"


def test_a_unit_without_a_budget_stands_beside_those_that_have_one(listed: Listed):
    units = [unit("B", NONE, NONE, unbudgeted=50), unit("HR", 110, 100), unit("IT", 104, 100)]
    drawn = budget_by_unit.chart(listed("budget_by_unit", units), Viewport())
    assert drawn.finding == "2 of 2 units spent more than budgeted, HR most, by 10; B spent 50 without a budget"
    assert drawn.figure.data[-1].marker.pattern.shape == "/"
    assert "50 without a budget" in drawn.figure.layout.annotations[0].text
    assert "hatched: spent without one" in drawn.subtitle


def test_a_unit_s_overrun_is_said_and_a_click_filters_to_it(listed: Listed):
    drawn = budget_by_unit.chart(listed("budget_by_unit", [unit("HR", 150, 100, 2), unit("IT", 90, 100)]), Viewport())
    assert drawn.finding == "1 of 2 units spent more than budgeted, HR by 50"
    assert list(drawn.figure.data[1].customdata) == ["business_unit=HR", "business_unit=IT"]
    assert drawn.n == "2 units; 2 budgeted quarters of a unit without what was spent, left out"
    assert "+50, +50 %" in drawn.figure.layout.annotations[0].text


def test_budgets_without_anything_spent_are_a_sentence(listed: Listed):
    drawn = budget_by_unit.chart(listed("budget_by_unit", [unit("HR", NONE, NONE, 2)]), Viewport())
    assert drawn.figure is None
    assert "nothing says what was spent" in drawn.subtitle
    assert budget_by_unit.chart(listed("budget_by_unit", missing=("spend.basis",)), Viewport()).figure is None
    drawn = plan_and_actual.chart(listed("plan_and_actual", [quarter("2026-01-01", 120)]), Viewport())
    assert (drawn.figure, drawn.finding) == (None, "There is no budget to hold the spend against")
    assert plan_and_actual.chart(listed("plan_and_actual", missing=("spend.basis",)), Viewport()).figure is None
