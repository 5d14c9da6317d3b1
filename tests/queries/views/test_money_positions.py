"""Every amount stands in one place: live, in flight, paid back, enabling, not linked or stranded."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import METRICS, VIEWS, Book, listing, total


def pilot(name: str, stage: str, **more: Any) -> dict[str, Any]:
    return {
        "reporting_on": "2026-03-31",
        "initiative_id": name,
        "name": name,
        "business_unit": "A",
        "stage": stage,
    } | more


def paid(initiative: str | None, amount: float, category: str = "build_team", **more: Any) -> dict[str, Any]:
    named = {"period": "2026-Q1", "business_unit": "A", "category": category, "amount": amount}
    return named | {"initiative_id": initiative} | more


PILOTS = [
    pilot("live", "production", started_on="2025-01-01", production_on="2025-06-01"),
    pilot("open", "pilot", started_on="2026-01-01"),
    pilot("idea", "idea"),
    pilot("stalled", "pilot", started_on="2024-01-01"),
    pilot("late", "stopped", started_on="2025-01-01", stopped_on="2025-12-01"),
    pilot("retired", "retired", started_on="2024-01-01", production_on="2024-03-01", retired_on="2025-12-01"),
]
SPEND = [
    paid("live", 100),
    paid("live", 5, "training"),
    paid("open", 80),
    paid("idea", 7),
    paid("stalled", 60),
    paid("late", 50),
    paid("retired", 120),
    paid(None, 40, "consulting", delivered_on="2025-01-31"),
    paid(None, 30, "consulting", delivered_on="2025-10-31"),
    paid(None, 200, "licences"),
    paid(None, 20, "training"),
    paid(None, -10, "licences", note="refund"),
    paid(None, 25, "governance"),
    paid("nobody knows", 15, "data"),
    paid("live", 999, basis="budget"),
]
PAID_BACK = {
    "period": "2025-Q4",
    "business_unit": "A",
    "deployment_id": "d",
    "name": "d",
    "status": "retired",
    "initiative_id": "retired",
    "benefit_amount": 200.0,
    "benefit_evidence": "baseline",
}


def positions(book: Book) -> dict[str, float]:
    return listing(book, VIEWS["money_positions"]).frame.groupby("position")["amount"].sum().to_dict()


def test_each_amount_counts_once(book: Callable[..., Book]) -> None:
    # K10
    made = book(pilots=PILOTS, spend=SPEND, deployments=[PAID_BACK])
    assert positions(made) == {
        "live": 105,
        "in_flight": 87,
        "stranded": 150,
        "paid_back": 120,
        "enabling": 210,
        "unlinked": 70,
    }
    assert total(made, METRICS["spend"]).rows[0].value == 742
    assert total(made, METRICS["stranded_share"]).rows[0].value == pytest.approx(0.2022, abs=5e-5)


def test_the_flow_by_units_and_by_position_agree(book: Callable[..., Book]) -> None:
    made = book(pilots=PILOTS, spend=SPEND, deployments=[PAID_BACK])
    for view in ("money_flow", "money_positions_by_unit"):
        assert listing(made, VIEWS[view]).frame.groupby("position")["amount"].sum().to_dict() == positions(made)


def test_paid_back_at_cost_and_stranded_just_below(book: Callable[..., Book]) -> None:
    ended = [pilot("retired", "retired", started_on="2024-01-01", retired_on="2025-12-01")]
    exactly = PAID_BACK | {"benefit_amount": 100.0, "benefit_evidence": "controlled"}
    made = book(pilots=ended, spend=[paid("retired", 90.0)], deployments=[exactly])
    assert positions(made) == {"paid_back": 90}
    assert positions(book(spend=[paid("retired", 90.01)])) == {"stranded": pytest.approx(90.01)}


def test_a_claim_nobody_evidenced_pays_nothing_back(book: Callable[..., Book]) -> None:
    ended = [pilot("retired", "retired", started_on="2024-01-01", retired_on="2025-12-01")]
    claim = PAID_BACK | {"benefit_amount": 9000.0, "benefit_evidence": "modelled"}
    assert positions(book(pilots=ended, spend=[paid("retired", 90)], deployments=[claim])) == {"stranded": 90}


@pytest.mark.parametrize(
    ("delivered_on", "position"), [("2025-03-31", "stranded"), ("2025-04-01", "unlinked"), ("2026-03-31", "unlinked")]
)
def test_advice_is_stranded_from_twelve_months_on(book: Callable[..., Book], delivered_on: str, position: str) -> None:
    made = book(pilots=PILOTS, spend=[paid(None, 40, "consulting", delivered_on=delivered_on)])
    assert positions(made) == {position: 40}


def test_what_became_of_old_advice_is_not_known_without_a_list_of_initiatives(book: Callable[..., Book]) -> None:
    assert positions(book(spend=[paid(None, 40, "consulting", delivered_on="2024-03-31")])) == {"unlinked": 40}


def test_advice_without_a_delivery_date_is_as_old_as_its_period(book: Callable[..., Book]) -> None:
    rows = [
        paid(None, 40, "consulting", period="2025-Q1"),
        paid(None, 30, "consulting", period="2025-Q2"),
        paid(None, 1),
    ]
    assert positions(book(pilots=PILOTS, spend=rows)) == {"stranded": 40, "unlinked": 31}


@pytest.mark.parametrize(("stopped_on", "detail"), [("2025-06-30", "cheap_stop"), ("2025-07-01", "stopped")])
def test_a_stop_within_180_days_is_cheap(book: Callable[..., Book], stopped_on: str, detail: str) -> None:
    ended = [pilot("x", "stopped", started_on="2025-01-01", stopped_on=stopped_on)]
    frame = listing(book(pilots=ended, spend=[paid("x", 50)]), VIEWS["money_positions"]).frame
    assert frame[["position", "detail"]].values.tolist() == [["stranded", detail]]


def test_what_left_the_list_without_an_end_is_not_called_live(book: Callable[..., Book]) -> None:
    earlier = pilot("gone", "production", started_on="2025-01-01") | {"reporting_on": "2025-12-31"}
    made = book(pilots=[earlier, pilot("open", "pilot", started_on="2026-01-01")], spend=[paid("gone", 9)])
    frame = listing(made, VIEWS["money_positions"]).frame
    assert frame[["position", "detail"]].values.tolist() == [["unlinked", "vanished"]]


def test_the_last_two_years_are_eight_quarters(book: Callable[..., Book]) -> None:
    rows = [
        paid(None, 1, "licences"),
        paid(None, 10, "licences", period="2024-Q2"),
        paid(None, 100, "licences", period="2024-Q1"),
    ]
    frame = listing(book(spend=rows), VIEWS["money_positions"]).frame
    assert frame[["amount", "amount_two_years"]].values.tolist() == [[111, 11]]


def test_unused_seats_are_shown_inside_the_licences(book: Callable[..., Book]) -> None:
    used = {"period": "2026-Q1", "business_unit": "A", "tool": "t", "seats": 10, "active_users": 5, "seat_price": 12.0}
    frame = listing(book(spend=[paid(None, 30, "licences")], adoption=[used]), VIEWS["money_positions"]).frame
    assert frame[["amount", "shelfware"]].values.tolist() == [[30, 15]]


def test_a_unit_filter_shows_its_amounts_and_leaves_their_position(book: Callable[..., Book]) -> None:
    made = book(pilots=PILOTS, spend=[*SPEND, paid(None, 7, "other", business_unit="B")], deployments=[PAID_BACK])
    assert positions(made)["unlinked"] == 77
    assert positions(book(units=["B"])) == {"unlinked": 7}
