"""What was planned beside what came: prorated by the months live, as far as the unit has reported."""

from collections.abc import Callable
from typing import Any

import pytest
from statsmodels.stats.proportion import proportion_confint

from queries import METRICS, VIEWS, Book, by_unit, listing, total


def planned(name: str, benefit: float | None, live: str | None, unit: str = "A", **more: Any) -> dict[str, Any]:
    one = {"reporting_on": "2026-03-31", "initiative_id": name, "name": name, "business_unit": unit}
    return (
        one
        | {
            "stage": "production" if live else "pilot",
            "started_on": "2025-01-10",
            "production_on": live,
            "planned_benefit": benefit,
            "planned_cost": 100.0,
        }
        | more
    )


def came(name: str, amount: float, period: str = "2026-Q1", unit: str = "A") -> dict[str, Any]:
    return {
        "period": period,
        "business_unit": unit,
        "deployment_id": name,
        "name": name,
        "status": "live",
        "initiative_id": name,
        "benefit_amount": amount,
        "benefit_evidence": "controlled",
    }


def paid(name: str | None, amount: float, unit: str = "A") -> dict[str, Any]:
    return {"period": "2026-Q1", "business_unit": unit, "category": "data", "amount": amount, "initiative_id": name}


def plans(book: Book) -> dict[str, dict[str, Any]]:
    rows = book.facts("initiative_plans").execute("from facts.initiative_plans").df().to_dict("records")
    return {row["initiative_key"].partition("/")[2]: row for row in rows}


@pytest.mark.parametrize(
    ("live", "months"),
    [("2026-01-01", 3), ("2025-04-01", 12), ("2026-03-01", 1), ("2026-03-17", 15 / 31), ("2026-01-16", 2.5161290323)],
)
def test_the_benefit_due_is_the_year_s_by_months_live(book: Callable[..., Book], live: str, months: float) -> None:
    row = plans(book(pilots=[planned("x", 1200.0, live)], deployments=[came("x", 1.0)]))["x"]
    assert row["months_live"] == pytest.approx(months)
    assert row["due"] == pytest.approx(100 * months)


def test_months_that_no_sheet_reports_yet_are_not_due(book: Callable[..., Book]) -> None:
    made = book(
        pilots=[planned("x", 1200.0, "2025-10-01")],
        deployments=[came("x", 1.0, "2025-Q4")],
        until="2026-Q1",
        spend=[paid(None, 1.0)],
    )
    assert plans(made)["x"]["due"] == 300


def test_a_unit_that_never_reported_a_benefit_is_not_judged(book: Callable[..., Book]) -> None:
    made = book(pilots=[planned("x", 1200.0, "2025-10-01")], spend=[paid("x", 1.0)])
    assert not plans(made)["x"]["is_judged"]
    assert total(made, METRICS["below_plan_share"]).missing


def test_a_unit_whose_benefits_name_no_initiative_is_not_judged(book: Callable[..., Book]) -> None:
    unlinked = came("x", 5.0) | {"initiative_id": None}
    made = book(pilots=[planned("x", 1200.0, "2025-10-01")], deployments=[unlinked], spend=[paid("x", 1.0)])
    assert not plans(made)["x"]["is_judged"]
    (row,) = listing(made, VIEWS["initiative_money_rows"]).frame.to_dict("records")
    assert row["roi"] != row["roi"], "not known, never a loss of everything"


def test_what_stopped_is_due_up_to_its_stop(book: Callable[..., Book]) -> None:
    pilots = [planned("x", 1200.0, "2025-04-01", stage="retired", retired_on="2025-09-30")]
    assert plans(book(pilots=pilots, deployments=[came("x", 1.0)]))["x"]["due"] == pytest.approx(600)


def test_k29_a_plan_is_met_by_what_is_claimed_up_to_five_percent_less(book: Callable[..., Book]) -> None:
    """K29 and the case of a plan met: 120, 114 and 113.9 of a plan of 120 after a year, all against a baseline."""
    amounts = {"whole": 120.0, "just": 114.0, "below": 113.9}
    made = book(
        pilots=[planned(name, 120.0, "2025-04-01") for name in amounts],
        deployments=[came(name, amount) | {"benefit_evidence": "baseline"} for name, amount in amounts.items()],
    )
    found = plans(made)
    assert {name: found[name]["is_below_plan"] for name in amounts} == {"whole": False, "just": False, "below": True}
    whole = found["whole"]
    assert (whole["realised"], whole["claimed_baseline"], whole["claimed_finance_confirmed"]) == (120, 120, 0)


def test_k29_live_from_15_august_to_31_december_four_months_and_17_days_are_due(book: Callable[..., Book]) -> None:
    row = plans(book(pilots=[planned("x", 120.0, "2025-08-15")], deployments=[came("x", 1.0, "2025-Q4")]))["x"]
    assert row["due"] == pytest.approx(45.4838710)


def test_k29_hours_are_claimed_after_realisation(book: Callable[..., Book]) -> None:
    """A plan of 60 thousand, 1,000 hours at 60: 30 thousand are claimed, at half of each hour."""
    hours = came("x", 0.0) | {"benefit_amount": None, "hours_saved": 1000.0, "benefit_evidence": "baseline"}
    row = plans(book(pilots=[planned("x", 60_000.0, "2025-04-01")], deployments=[hours]))["x"]
    assert (row["due"], row["realised"], row["claimed_from_hours"]) == (60_000, 30_000, 30_000)
    assert row["is_below_plan"]


def test_below_plan_is_judged_from_the_first_whole_month_on(book: Callable[..., Book]) -> None:
    pilots = [
        planned("month", 1200.0, "2026-03-01"),
        planned("day_less", 1200.0, "2026-03-02"),
        planned("pilot", 1200.0, None),
        planned("no_plan", None, "2025-04-01"),
    ]
    found = plans(book(pilots=pilots, deployments=[came("month", 1.0)]))
    assert [name for name, row in found.items() if row["is_judged"]] == ["month"]


def test_the_share_below_plan_carries_its_interval(book: Callable[..., Book]) -> None:
    pilots = [planned(f"{place}", 1200.0, "2026-01-01") for place in range(6)]
    made = book(pilots=pilots, deployments=[came(f"{place}", 300.01 if place < 2 else 10.0) for place in range(6)])
    (row,) = by_unit(made, METRICS["below_plan_share"]).rows
    assert (row.numerator, row.denominator) == (4, 6)
    assert (row.low, row.high) == pytest.approx(proportion_confint(4, 6, method="wilson"), rel=1e-9)


def test_a_cohort_sets_planned_cost_beside_cost_only_where_both_are_known(book: Callable[..., Book]) -> None:
    pilots = [
        planned("a", 1200.0, "2026-01-01"),
        planned("b", 600.0, None),
        planned("unpaid", 600.0, None),
        planned("later", None, None, started_on="2025-05-01"),
        planned("no_plan", None, None, planned_cost=None),
    ]
    made = book(
        pilots=pilots, deployments=[came("a", 90.0)], spend=[paid("a", 150.0), paid("b", 40.0), paid("later", 7.0)]
    )
    frame = listing(made, VIEWS["plan_cohorts"]).frame
    shown = [
        "start_quarter",
        "initiatives",
        "costed",
        "planned_cost",
        "actual_cost",
        "over_cost",
        "judged",
        "below_plan",
    ]
    assert frame[shown].values.tolist() == [["2025-Q1", 3, 2, 200, 190, 1, 1, 1], ["2025-Q2", 1, 1, 100, 7, 0, 0, 0]]
    assert frame[["due", "realised"]].iloc[0].tolist() == pytest.approx([300, 90])


def test_a_cohort_without_anything_due_says_nothing_of_it(book: Callable[..., Book]) -> None:
    made = book(pilots=[planned("a", 1200.0, None)], spend=[paid("a", 1.0)])
    (row,) = listing(made, VIEWS["plan_cohorts"]).frame.to_dict("records")
    assert row["judged"] == 0
    assert row["due"] != row["due"], "null, not nought"


def test_the_initiative_s_row_says_its_own_return_and_its_plan(book: Callable[..., Book]) -> None:
    made = book(
        pilots=[planned("a", 1200.0, "2026-01-01"), planned("free", None, None)],
        deployments=[came("a", 500.0)],
        spend=[paid("a", 300.0), paid("free", 0.0)],
    )
    rows = listing(made, VIEWS["initiative_money_rows"]).frame.set_index("initiative_id")
    assert rows.loc["a", ["roi", "due"]].tolist() == pytest.approx([0.5, 300])
    assert rows.loc["free", "roi"] != rows.loc["free", "roi"], "no return on no cost"
