"""What was planned, expected and spent, drawn apart: a plan is never drawn as a fact."""

from collections.abc import Callable

import pandas as pd

from components.charts import budget_by_unit, plan_and_actual
from components.theme import LIGHT, Viewport
from queries import Listing

Listed = Callable[..., Listing]
NONE = float("nan")


def quarter(start: str, actual: float = NONE, budget: float = NONE, forecast: float = NONE) -> dict[str, object]:
    day = pd.Timestamp(start)
    return {
        "period": f"{day.year}-Q{day.quarter}",
        "quarter_start": day,
        "is_ahead": False,
        "actual": actual,
        "budget": budget,
        "forecast": forecast,
        "sheet_rows": 2,
    }


def unit(name: str, actual: float, budget: float, unreported: int = 0) -> dict[str, object]:
    share = (actual - budget) / budget if budget else NONE
    return {
        "business_unit": name,
        "actual": actual,
        "budget": budget,
        "variance": actual - budget,
        "variance_share": share,
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
    assert "no budget was uploaded" in drawn.finding


def test_a_budget_alone_is_not_called_saved(listed: Listed):
    rows = [quarter("2026-01-01", NONE, 10), quarter("2026-07-01", NONE, 20)]
    drawn = plan_and_actual.chart(listed("plan_and_actual", rows), Viewport())
    assert drawn.finding == "30 is budgeted for Q1 2026 to Q3 2026; nothing is known to have been spent"
    assert len(drawn.figure.layout.xaxis.tickvals) == 3  # the quarter between keeps its place


def test_spent_as_budgeted_is_said_so(listed: Listed):
    drawn = plan_and_actual.chart(listed("plan_and_actual", [quarter("2026-01-01", 100, 100)]), Viewport())
    assert drawn.finding == "We spent what was budgeted: 100"


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
