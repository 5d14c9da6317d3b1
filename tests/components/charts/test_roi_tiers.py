"""Return at three tiers, and whether it pays if the claims are true."""

from collections.abc import Callable

from components.charts import roi_tiers
from components.theme import Viewport
from queries import Listing

Listed = Callable[..., Listing]


def tier(period: str, evidenced: float, adjusted: float, claimed: float, cost: float = 100.0) -> dict[str, object]:
    return {
        "period": period,
        "cost": cost,
        "evidenced": evidenced,
        "risk_adjusted": adjusted,
        "claimed": claimed,
        "cash": adjusted / 2,
        "soft": adjusted / 2,
    }


def test_below_cost_even_if_every_claim_is_true(listed: Listed):
    drawn = roi_tiers.chart(listed("value_tiers", [tier("2025-Q4", 0, 5, 9), tier("2026-Q1", 16, 36, 69)]), Viewport())
    assert drawn.finding == "Return is −64 %, risk-adjusted; −31 % even if every claim is true"
    assert "evidenced" in drawn.alt.lower()


def test_it_pays_only_if_the_claims_are_true(listed: Listed):
    drawn = roi_tiers.chart(listed("value_tiers", [tier("2026-Q1", 60, 88, 207.5)]), Viewport())
    assert drawn.finding == "Return is −12 %, risk-adjusted; it pays only if the claims are true"


def test_above_cost_the_range_is_said(listed: Listed):
    drawn = roi_tiers.chart(listed("value_tiers", [tier("2026-Q1", 110, 150, 300)]), Viewport())
    assert drawn.finding == "Return is 50 %, risk-adjusted; between 10 % evidenced and 200 % claimed"


def test_quarters_without_cost_are_left_out(listed: Listed):
    drawn = roi_tiers.chart(
        listed("value_tiers", [tier("2025-Q4", 0, 5, 9, cost=0), tier("2026-Q1", 1, 2, 3)]), Viewport()
    )
    assert len(drawn.figure.layout.xaxis.tickvals) == 1


def test_nothing_known_is_a_sentence(listed: Listed):
    assert roi_tiers.chart(listed("value_tiers", missing=("spend.amount",)), Viewport()).figure is None


def test_on_no_cost_there_is_no_return_and_on_refunds_neither(listed: Listed):
    for cost in (0.0, -5.0):
        drawn = roi_tiers.chart(listed("value_tiers", [tier("2026-Q1", 1, 2, 3, cost=cost)]), Viewport())
        assert drawn.figure is None
        assert drawn.finding == "There is no return on nothing: what was spent nets to nought or less"
        assert "2 came back" in drawn.subtitle
