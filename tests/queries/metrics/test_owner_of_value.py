"""Value against cost counts for the initiative's unit; value against people where it is reported, for there the people are."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import METRICS, VIEWS, Book, by_unit, listing, total

Made = Callable[..., Book]


def initiative(unit: str, name: str = "I1") -> dict[str, Any]:
    return {
        "reporting_on": "2026-03-31",
        "business_unit": unit,
        "initiative_id": name,
        "name": name,
        "stage": "production",
    }


def spend(unit: str, amount: float, initiative_id: str | None = None) -> dict[str, Any]:
    row = {"period": "2026-Q1", "business_unit": unit, "category": "data", "amount": amount}
    return row | {"initiative_id": initiative_id}


def benefit(unit: str, amount: float, evidence: str = "controlled", **more: Any) -> dict[str, Any]:
    row = {"period": "2026-Q1", "business_unit": unit, "deployment_id": "d", "name": "d", "status": "live"}
    return row | {"initiative_id": "I1", "benefit_amount": amount, "benefit_evidence": evidence} | more


def units(made: Book, metric: str) -> dict[str | None, float | None]:
    return {row.business_unit: row.value for row in by_unit(made, METRICS[metric]).rows}


@pytest.fixture
def k24(book: Made) -> Made:
    """An initiative of B that A pays for, and whose value is reported in A."""
    rows = {
        "pilots": [initiative("B")],
        "spend": [spend("A", 100.0, "I1"), spend("A", 10.0)],
        "deployments": [benefit("A", 500.0)],
    }
    return lambda **scope: book(**rows, **scope)


def test_k24_cost_and_value_are_of_the_owner_and_spend_of_who_pays(k24: Made) -> None:
    made = k24()
    assert units(made, "spend") == {"A": 110}
    assert units(made, "cost") == {"A": 10, "B": 100}
    assert units(made, "claimed_value")["B"] == 500
    assert units(made, "roi_evidenced") == {"A": -1, "B": pytest.approx(3.5)}
    assert total(made, METRICS["roi_evidenced"]).rows[0].value == pytest.approx(340 / 110)


@pytest.mark.parametrize("own", [10.0, None])
def test_k24_the_bridge_of_each_unit_adds_up_also_of_one_that_pays_for_others_alone(
    book: Made, own: float | None
) -> None:
    paid = [spend("A", 100.0, "I1"), *([spend("A", own)] if own else [])]
    made = book(pilots=[initiative("B")], spend=paid, deployments=[benefit("A", 500.0, run_cost=7.0)])
    bridge = listing(made, VIEWS["cost_bridge"]).frame.set_index("business_unit")
    steps = bridge["spent"] - bridge["paid_for_others"] + bridge["paid_by_others"] + bridge["run_cost"]
    assert steps.to_dict() == bridge["cost"].to_dict() == {"A": own or 0, "B": 107}


def test_k24_every_view_of_return_has_the_same_unit_for_it(k24: Made) -> None:
    owner, payer = k24(units=["B"]), k24(units=["A"])
    assert total(owner, METRICS["claimed_value"]).rows[0].value == 500
    bridge = listing(owner, VIEWS["value_bridge"]).frame.set_index("step")["amount"]
    assert bridge["claimed"] == 500
    assert listing(payer, VIEWS["value_bridge"]).frame.empty
    assert listing(owner, VIEWS["value_tiers"]).frame["claimed"].iloc[-1] == 500
    assert listing(owner, VIEWS["purpose_return"]).frame["claimed"].sum() == 500
    (row,) = listing(owner, VIEWS["benefit_rows"]).frame.to_dict("records")
    assert (row["business_unit"], row["reported_by"], row["claimed"]) == ("B", "A", 500)


def test_k27_hours_count_once_and_value_for_each_seat_where_the_seats_are(book: Made) -> None:
    tool = {
        "period": "2026-Q1",
        "business_unit": "A",
        "tool": "T",
        "seats": 100,
        "active_users": 60,
        "habitual_users": 50,
    }
    rows = [benefit("A", 500.0, "finance_confirmed", tool="T", hours_saved=100.0)]
    others = [tool | {"business_unit": unit, "hours_saved": None} for unit in ("B", "C")]
    made = book(pilots=[initiative("IT")], adoption=[tool | {"hours_saved": 80.0}, *others], deployments=rows)
    assert sum(listing(made, VIEWS["benefit_rows"]).frame["hours_saved"]) == 100
    assert units(made, "claimed_value")["IT"] == 500
    assert not units(made, "claimed_value").get("A")
    used = listing(made, VIEWS["use_and_value"]).frame.set_index("business_unit")
    assert (used.loc["A", "claimed"], bool(used.loc["A", "is_without_impact"])) == (500, False)
