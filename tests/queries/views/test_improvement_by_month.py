"""Improvement and benefit by the month of a tool's life; who grew late, who never started, who fell back."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from queries import BENCHMARKS, VIEWS, Book, listing

Make = Callable[..., Book]
QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3")


def tool(period: str, benefit: float | None = None, **more: Any) -> dict[str, Any]:
    row = {"period": period, "business_unit": "Claims", "deployment_id": "a", "name": "a", "status": "live"}
    money = {"benefit_kind": "cash_releasing", "benefit_evidence": "controlled", "benefit_amount": benefit}
    return row | money | {"went_live_on": "2025-01-01", "initiative_id": "a"} | more


def kpi(on: str, current: float, baseline: float = 40.0, better: str = "lower", **more: Any) -> dict[str, Any]:
    row = {"reporting_on": on, "business_unit": "Claims", "initiative_id": "a", "name": "a", "stage": "production"}
    return row | {"kpi_baseline": baseline, "kpi_current": current, "kpi_better": better} | more


def view(made: Book, measure: str) -> pd.DataFrame:
    frame = listing(made, VIEWS["improvement_by_month"]).frame
    return frame[frame["measure"] == measure]


def standing(made: Book) -> str:
    (found,) = set(listing(made, VIEWS["improvement_by_month"]).frame["standing"])
    return str(found)


def tools(*benefits: float | None, **more: Any) -> list[dict[str, Any]]:
    return [tool(period, benefit, **more) for period, benefit in zip(QUARTERS, benefits, strict=True)]


def kpis(*values: float) -> list[dict[str, Any]]:
    return [kpi(on, value) for on, value in zip(("2025-03-31", "2025-06-30", "2025-09-30"), values, strict=True)]


@pytest.mark.parametrize(
    ("current", "better", "value"), [(30.0, "lower", 0.25), (50.0, "lower", -0.25), (50.0, "higher", 0.25)]
)
def test_improvement_is_the_change_of_the_kpi_in_its_better_direction(
    book: Make, current: float, better: str, value: float
) -> None:
    made = book(deployments=tools(None, None, None), pilots=[kpi("2025-03-31", current, better=better)])
    assert view(made, "kpi")["value"].tolist() == [pytest.approx(value)]


def test_with_a_control_group_it_is_the_difference_in_differences(book: Make) -> None:
    """K17: 40 -> 28 with the tool, 40 -> 37 without, is 9 minutes, of 40."""
    measured = kpi("2025-03-31", 28.0, control_baseline=40.0, control_current=37.0)
    made = book(deployments=tools(None, None, None), pilots=[measured])
    assert view(made, "kpi")["value"].tolist() == [pytest.approx(9 / 40)]


def test_a_kpi_without_a_direction_or_on_a_baseline_of_zero_says_nothing(book: Make) -> None:
    lists = [kpi("2025-03-31", 28.0, better=None), kpi("2025-06-30", 28.0, baseline=0.0)]  # type: ignore[arg-type]
    assert view(book(deployments=tools(1.0, 1.0, 1.0), pilots=lists), "kpi").empty


@pytest.mark.parametrize(
    ("measured_on", "month"), [("2025-01-31", 1), ("2025-02-01", 2), ("2025-03-31", 3), ("2025-04-01", 4)]
)
def test_the_first_month_is_month_one(book: Make, measured_on: str, month: int) -> None:
    lists = [kpi("2025-09-30", 30.0, kpi_current_on=measured_on)]
    assert view(book(deployments=tools(None, None, None), pilots=lists), "kpi")["month"].tolist() == [month]


def test_without_a_kpi_the_cut_in_time_to_output_stands_for_it(book: Make) -> None:
    timed = {"minutes_before": 10.0, "minutes_after": 6.0, "outputs": 5.0}
    assert (
        view(book(deployments=tools(1.0, 1.0, 1.0, **timed)), "minutes")["value"].tolist() == [pytest.approx(0.4)] * 3
    )
    assert view(book(deployments=tools(1.0, 1.0, 1.0, **timed), pilots=kpis(30, 30, 30)), "minutes").empty


def test_benefit_is_by_the_month_and_a_period_mostly_before_it_was_live_is_left_out(book: Make) -> None:
    made = book(deployments=tools(900.0, 910.0, 920.0, went_live_on="2025-03-01"))
    found = view(made, "benefit")
    assert found["value"].tolist() == [pytest.approx(910 / 91 * 30.4375), pytest.approx(920 / 92 * 30.4375)]


@pytest.mark.parametrize(
    ("benefits", "values", "expected"),
    [
        ((0.0, 50.0, 90.0), (30, 30, 30), "slow bloomer"),  # the benefit came late
        ((4.0, 50.0, 90.0), (30, 30, 30), "slow bloomer"),  # 4 of 90 is flat, 5 is not
        ((5.0, 50.0, 90.0), (30, 30, 30), "improving"),
        ((50.0, 50.0, 50.0), (38, 30, 28), "slow bloomer"),  # exactly 5 % after a quarter is flat
        ((50.0, 50.0, 50.0), (37.9, 30, 28), "improving"),
        ((0.0, 0.0, 0.0), (40, 39, 38), "non-starter"),
        ((0.0, 0.0, 0.0), (40, 39, 37.9), "slow bloomer"),
        ((50.0, 50.0, 50.0), (40, 39, 38), "flat, but it pays"),
        ((50.0, 50.0, 0.0), (30, 30, 30), "benefit gone"),
        ((50.0, 50.0, -9.0), (30, 30, 30), "benefit gone"),
    ],
)
def test_how_a_tool_stands_against_the_rest(
    book: Make, benefits: tuple[float, ...], values: tuple[float, ...], expected: str
) -> None:
    assert standing(book(deployments=tools(*benefits), pilots=kpis(*values))) == expected


def test_without_any_measure_a_tool_that_brings_nothing_is_a_non_starter(book: Make) -> None:
    assert standing(book(deployments=tools(0.0, 0.0, 0.0))) == "non-starter"


def test_before_its_fourth_month_a_tool_is_too_young_to_judge(book: Make) -> None:
    assert standing(book(deployments=[tool("2025-Q1", 0.0)])) == "too young to judge"


def test_what_is_no_longer_live_is_not_judged(book: Make) -> None:
    rows = [*tools(0.0, 0.0, 0.0)[:2], tool("2025-Q3", 0.0, status="retired")]
    assert standing(book(deployments=rows)) == "no longer live"


@pytest.mark.parametrize(("spent", "is_losing"), [(40.0, False), (41.0, True)])
def test_money_is_being_lost_where_it_cost_more_than_it_brought(book: Make, spent: float, is_losing: bool) -> None:
    paid = {"period": "2025-Q3", "business_unit": "Claims", "category": "run", "amount": spent, "initiative_id": "a"}
    rows = tools(50.0, 50.0, 0.0)
    rows[0]["benefit_evidence"] = rows[1]["benefit_evidence"] = "modelled"  # 100 at 40 %
    listed = {
        "reporting_on": "2025-09-30",
        "business_unit": "Claims",
        "initiative_id": "a",
        "name": "a",
        "stage": "production",
    }
    frame = listing(book(deployments=rows, spend=[paid], pilots=[listed]), VIEWS["improvement_by_month"]).frame
    assert set(frame["is_losing"]) == {is_losing}


def test_the_sample_has_the_slow_bloomer_and_the_non_starter_that_were_put_there(sample_book: Book) -> None:
    frame = listing(sample_book, VIEWS["improvement_by_month"]).frame.drop_duplicates("deployment_id")
    found = frame.set_index("deployment_id")["standing"]
    assert found[found == "slow bloomer"].index.tolist() == ["CL-05-D1"]
    assert not frame["is_late_in_measure"].any()  # its benefit came late, its measure did not
    assert found[found == "non-starter"].index.tolist() == ["RT-05-D1"]


def test_the_illustration_is_quoted_and_never_scored(sample_book: Book) -> None:
    found = [BENCHMARKS[name] for name in VIEWS["improvement_by_month"].benchmarks]
    assert [(one.low, one.is_scored) for one in found] == [(0.0, False), (pytest.approx(0.3), False)]
    assert {one.compares_with for one in found} == {"improvement_by_month"}
