"""What came back, quarter by quarter, and whether it was worth it."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import VIEWS, Book, listing


def paid(amount: float, period: str, unit: str = "A") -> dict[str, Any]:
    return {"period": period, "business_unit": unit, "category": "data", "amount": amount}


def worth(amount: float, period: str, **more: Any) -> dict[str, Any]:
    named = {"period": period, "business_unit": "A", "deployment_id": "d", "name": "d", "status": "live"}
    return named | {"benefit_amount": amount, "benefit_evidence": "controlled"} | more


K2 = {
    "spend": [paid(1000, "2025-Q1")],
    "deployments": [
        worth(amount / 0.9, period)
        for amount, period in ((200, "2025-Q2"), (200, "2025-Q3"), (300, "2025-Q4"), (400, "2026-Q1"), (500, "2026-Q2"))
    ],
}


def test_appraisal_of_quarterly_flows(book: Callable[..., Book]) -> None:
    """K2: the quarterly flows of a portfolio, discounted at 8 % a year."""
    (row,) = listing(book(**K2), VIEWS["appraisal"]).frame.to_dict("records")
    assert row["npv"] == pytest.approx(496.3238110223)
    assert row["irr_per_quarter"] == pytest.approx(0.1498881994)
    assert row["irr_per_year"] == pytest.approx(0.7483262104)
    assert (row["payback_quarters"], row["payback_state"]) == (pytest.approx(3.75), "reached")


def test_the_discount_rate_is_a_setting(book: Callable[..., Book]) -> None:
    (row,) = listing(book(**K2, settings={"discount_rate": "0"}), VIEWS["appraisal"]).frame.to_dict("records")
    assert row["npv"] == pytest.approx(600)


def test_the_curve_starts_with_the_first_flow_and_keeps_quarters_without_any(book: Callable[..., Book]) -> None:
    frame = listing(
        book(spend=[paid(10, "2025-Q2"), paid(1, "2025-Q4")], deployments=[worth(0, "2025-Q4")]), VIEWS["j_curve"]
    ).frame
    assert frame[["period", "net", "net_to_date", "place"]].values.tolist() == [
        ["2025-Q2", -10, -10, 0],
        ["2025-Q3", 0, -10, 1],
        ["2025-Q4", -1, -11, 2],
    ]


def test_tiers_grow_from_the_beginning_whatever_quarters_are_shown(book: Callable[..., Book]) -> None:
    frame = listing(book(**K2, since="2026-Q2"), VIEWS["value_tiers"]).frame
    assert frame[["period", "cost", "risk_adjusted"]].values.tolist() == [["2026-Q2", 1000, pytest.approx(1600)]]


def test_cash_and_soft_are_the_risk_adjusted_value(book: Callable[..., Book]) -> None:
    rows = [worth(100, "2026-Q1", benefit_kind="revenue"), worth(50, "2026-Q1", benefit_kind="productivity")]
    frame = listing(book(spend=[paid(1, "2026-Q1")], deployments=rows), VIEWS["value_tiers"]).frame
    assert frame[["cash", "soft"]].values.tolist() == [[pytest.approx(90), pytest.approx(45)]]


def test_each_purpose_earns_by_its_share_of_an_initiative_s_spend(book: Callable[..., Book]) -> None:
    pilots = [{"reporting_on": "2026-03-31", "initiative_id": "x", "name": "x", "business_unit": "A", "stage": "pilot"}]
    spend = [
        paid(75, "2026-Q1") | {"initiative_id": "x"},
        paid(25, "2026-Q1") | {"initiative_id": "x", "category": "run"},
        paid(9, "2026-Q1") | {"category": "licences"},
    ]
    made = book(pilots=pilots, spend=spend, deployments=[worth(100, "2026-Q1", initiative_id="x")])
    frame = listing(made, VIEWS["purpose_return"]).frame.set_index("purpose")
    assert frame["risk_adjusted"].to_dict() == {
        "building": pytest.approx(67.5),
        "running": pytest.approx(22.5),
        "access": pytest.approx(float("nan"), nan_ok=True),
    }
    assert frame.loc["access", "spent"] == 9


def linked(*spend: dict[str, Any], value: float, **more: Any) -> dict[str, Any]:
    pilots = [{"reporting_on": "2026-03-31", "initiative_id": "x", "name": "x", "business_unit": "A", "stage": "pilot"}]
    rows = [one | {"initiative_id": "x"} for one in spend]
    return {"pilots": pilots, "spend": rows, "deployments": [worth(value, "2026-Q1", initiative_id="x", **more)]}


def test_a_refund_earns_nothing_and_takes_nothing_from_the_others(book: Callable[..., Book]) -> None:
    made = book(**linked(paid(50, "2026-Q1"), paid(-10, "2026-Q1") | {"category": "run"}, value=100))
    frame = listing(made, VIEWS["purpose_return"]).frame.set_index("purpose")
    assert frame["risk_adjusted"].to_dict() == {"building": pytest.approx(90), "running": 0}


def test_value_of_no_initiative_with_linked_spend_is_said_apart(book: Callable[..., Book]) -> None:
    rows = linked(paid(50, "2026-Q1"), value=100)
    rows["deployments"].append(worth(10, "2026-Q1", deployment_id="other"))
    frame = listing(book(**rows), VIEWS["purpose_return"]).frame
    assert frame["risk_adjusted"].tolist() == pytest.approx([90, 9])
    assert frame["purpose"].isna().tolist() == [False, True]
    assert frame["risk_adjusted"].sum() == pytest.approx(
        listing(book(), VIEWS["value_tiers"]).frame["risk_adjusted"].iloc[-1]
    )


def test_without_spend_there_is_nothing_to_show_but_what_is_needed(book: Callable[..., Book]) -> None:
    found = listing(book(deployments=[worth(1, "2026-Q1")]), VIEWS["value_tiers"])
    assert found.missing == ("spend.amount",)
    assert found.frame.empty
