"""What tools bring and cost a year at the pace of today: only full quarters count, and only of what is live."""

from collections.abc import Callable
from typing import Any

import pytest

from components.narratives.spend import run_rate_finding
from queries import VIEWS, Book, listing

QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")


def tool(name: str, period: str, amount: float | None, status: str = "live", **more: Any) -> dict[str, Any]:
    named = {"period": period, "deployment_id": name, "name": name, "business_unit": "A", "status": status}
    return named | {"benefit_amount": amount, "benefit_evidence": "baseline"} | more


def rates(book: Book) -> dict[str, dict[str, Any]]:
    return {str(row["name"]): row for row in listing(book, VIEWS["run_rate"]).frame.to_dict("records")}


K35 = [
    *(tool("a", period, amount) for period, amount in zip(QUARTERS, (10, 20, 30, 40), strict=True)),
    tool("b", "2025-Q3", 7, went_live_on="2025-08-15"),
    tool("b", "2025-Q4", 30, went_live_on="2025-08-15"),
    *(tool("c", period, 50) for period in QUARTERS[:3]),
    tool("c", "2025-Q4", None, "retired"),
    tool("d", "2025-Q4", 5, went_live_on="2025-11-10"),
]


def test_k35_a_year_of_a_tool_is_four_times_the_mean_of_its_full_quarters(book: Callable[..., Book]) -> None:
    made = book(deployments=K35)
    found = rates(made)
    assert {name: row["state"] for name, row in found.items()} == {
        "a": "live",
        "b": "live",
        "c": "not live",
        "d": "too young",
    }
    assert [found[name]["claimed"] for name in "abc"] == [100, 120, 0]
    frame = listing(made, VIEWS["run_rate"]).frame
    assert (frame["claimed"].sum(), frame["claimed_last"].sum()) == (220, 280)
    assert frame["risk_adjusted"].sum() == pytest.approx(220 * 0.7)
    assert run_rate_finding(listing(made, VIEWS["run_rate"])) == (
        "2 live tools bring 154 USD a year at today's pace, risk-adjusted (last quarter x 4: 196); 1 too young to tell"
    )


@pytest.mark.parametrize(("went_live_on", "state"), [("2025-10-01", "live"), ("2025-10-02", "too young")])
def test_a_quarter_is_full_from_its_first_day(book: Callable[..., Book], went_live_on: str, state: str) -> None:
    made = book(deployments=[tool("a", "2025-Q4", 10, went_live_on=went_live_on)])
    assert rates(made)["a"]["state"] == state


@pytest.mark.parametrize(("months", "claimed"), [((10, 11, 12), 120), ((10, 11), None)])
def test_a_quarter_of_which_a_month_is_not_reported_is_not_full(
    book: Callable[..., Book], months: tuple[int, ...], claimed: float | None
) -> None:
    row = rates(book(deployments=[tool("a", f"2025-{month}", 10) for month in months], until="2025-Q4"))["a"]
    assert row["state"] == ("live" if claimed else "too young")
    assert row["claimed"] == pytest.approx(float("nan") if claimed is None else claimed, nan_ok=True)


def test_only_the_last_four_quarters_count_and_a_blank_benefit_is_not_nothing(book: Callable[..., Book]) -> None:
    rows = [tool("a", "2024-Q4", 1000), tool("a", "2025-Q1", None), *(tool("a", period, 10) for period in QUARTERS[1:])]
    row = rates(book(deployments=rows))["a"]
    assert (row["claimed"], row["full_quarters"]) == (40, 4)


def test_a_running_cost_on_two_rows_of_a_tool_runs_once(book: Callable[..., Book]) -> None:
    rows = [tool("a", "2025-Q4", 10, benefit_kind=kind, run_cost=7.0) for kind in ("cash_releasing", "productivity")]
    row = rates(book(deployments=rows))["a"]
    assert (row["claimed"], row["run_cost"]) == (80, 28)


def test_a_unit_that_did_not_report_the_last_quarter_is_neither_live_nor_gone(book: Callable[..., Book]) -> None:
    made = book(deployments=[tool("a", "2025-Q3", 10), tool("b", "2025-Q4", 10, business_unit="B")])
    found = rates(made)
    assert (found["a"]["state"], found["b"]["state"]) == ("not reported", "live")
    assert run_rate_finding(listing(made, VIEWS["run_rate"])).endswith("; 1 not reported")
