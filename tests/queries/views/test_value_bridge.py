"""From claimed to cash, each step with what it takes off; who confirmed; what was claimed twice."""

from collections.abc import Callable
from typing import Any

import pytest

from queries import VIEWS, Book, listing

CONFIRMED = {"confirmed_by": "Controller", "confirmed_on": "2026-03-01", "budget_line": "4711"}


def claim(name: str, evidence: str | None, amount: float, **more: Any) -> dict[str, Any]:
    named = {"period": "2026-Q1", "business_unit": "A", "deployment_id": name, "name": name, "status": "live"}
    return named | {"benefit_evidence": evidence, "benefit_amount": amount} | more


def steps(book: Book) -> dict[str, float]:
    frame = listing(book, VIEWS["value_bridge"]).frame
    return dict(zip(frame["step"], frame["amount"], strict=True))


K1 = [
    claim("f", "finance_confirmed", 100_000, benefit_kind="cash_releasing", **CONFIRMED),
    claim("b", "baseline", 200_000),
    claim("s", "self_reported", 500_000),
    claim("m", "modelled", 30_000),
]


def test_from_claimed_over_risk_adjusted_to_evidenced_cash(book: Callable[..., Book]) -> None:
    """K1 as a bridge: 830,000 claimed, 352,000 risk-adjusted, 240,000 evidenced."""
    assert steps(book(deployments=K1)) == pytest.approx(
        {
            "claimed": 830_000,
            "finance_confirmed": 0,
            "baseline": -60_000,
            "modelled": -18_000,
            "self_reported": -400_000,
            "risk_adjusted": 352_000,
            "unevidenced": -112_000,
            "evidenced": 240_000,
            "soft": -140_000,
            "cash": 100_000,
        }
    )


def test_the_steps_between_two_levels_make_up_their_difference(book: Callable[..., Book]) -> None:
    found = steps(
        book(
            deployments=[*K1, claim("n", "self_reported", -70.0), claim("r", "controlled", 9.0, benefit_kind="revenue")]
        )
    )
    levels = {"claimed", "risk_adjusted", "evidenced", "cash"}
    assert found["claimed"] + sum(found[name] for name in found.keys() - levels) == pytest.approx(found["cash"])


def test_the_negative_is_not_discounted(book: Callable[..., Book]) -> None:
    found = steps(book(deployments=[claim("n", "self_reported", -50.0)]))
    assert (found["self_reported"], found["risk_adjusted"], found["evidenced"]) == (0, -50, -50)


def test_without_a_claim_there_is_no_bridge(book: Callable[..., Book]) -> None:
    assert steps(book(deployments=[claim("q", "baseline", 5.0, benefit_kind="qualitative")])) == {}


def test_finance_confirmed_without_a_name_is_counted_as_downgraded(book: Callable[..., Book]) -> None:
    rows = [
        claim("a", "finance_confirmed", 10.0, **CONFIRMED),
        claim("b", "finance_confirmed", 20.0),
        claim("c", None, 5.0),
    ]
    frame = listing(book(deployments=rows), VIEWS["confirmations"]).frame
    shown = ["evidence_stated", "counts_as", "claimed", "is_downgraded"]
    assert frame[shown].values.tolist() == [
        ["finance_confirmed", "baseline", 20, True],
        ["finance_confirmed", "finance_confirmed", 10, False],
        ["self_reported", "self_reported", 5, False],
    ]
    assert frame["confirmed_by"].tolist()[1] == "Controller"


def test_a_group_shows_which_claim_counts_and_how_much_did_not(book: Callable[..., Book]) -> None:
    rows = [
        claim("strong", "controlled", 100.0, benefit_group="G"),
        claim("weak", "modelled", 900.0, benefit_group="g "),
        claim("later", "modelled", 7.0, benefit_group="G", period="2025-Q4"),
        claim("alone", "baseline", 5.0, benefit_group="H"),
    ]
    frame = listing(book(deployments=rows), VIEWS["double_claims"]).frame
    assert frame[["benefit_group", "name", "evidence", "counted", "not_counted"]].values.tolist() == [
        ["g", "strong", "controlled", 100, 0],
        ["g", "later", "modelled", 7, 0],
        ["g", "weak", "modelled", 0, 900],
    ]


def test_claims_of_one_group_in_different_periods_are_no_double_claim(book: Callable[..., Book]) -> None:
    rows = [
        claim("a", "baseline", 1.0, benefit_group="G"),
        claim("b", "modelled", 2.0, benefit_group="G", period="2025-Q4"),
    ]
    assert listing(book(deployments=rows), VIEWS["double_claims"]).frame.empty


def test_a_claim_beaten_by_another_unit_s_is_not_counted_when_shown_alone(book: Callable[..., Book]) -> None:
    rows = [
        claim("a", "baseline", 1.0, benefit_group="G"),
        claim("b", "modelled", 2.0, benefit_group="G", business_unit="B"),
    ]
    book(deployments=rows)
    frame = listing(book(units=["B"]), VIEWS["double_claims"]).frame
    assert frame[["business_unit", "counted", "not_counted"]].values.tolist() == [["B", 0, 2]]
