"""When the money comes back, or that it has not."""

from collections.abc import Callable

from components.charts import j_curve
from components.theme import Viewport
from queries import Listing

Listed = Callable[..., Listing]

NAN = float("nan")


def curve(*net: float) -> list[dict[str, object]]:
    labels = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")
    return [
        {
            "period": labels[place],
            "net": amount,
            "net_to_date": sum(net[: place + 1]),
            "change": ("rose" if amount > 0 else "fell") if place else "appeared",
        }
        for place, amount in enumerate(net)
    ]


def judged(state: str, quarters: float = NAN, rate: float = NAN) -> list[dict[str, object]]:
    return [
        {
            "payback_state": state,
            "payback_quarters": quarters,
            "irr_per_year": rate,
            "npv": -5.0,
            "irr_state": "n/a: the flows never change sign",
            "discount_rate": 0.08,
        }
    ]


def test_payback_is_marked_and_said(listed: Listed):
    drawn = j_curve.chart(
        listed("j_curve", curve(-100, 60, 80)), listed("appraisal", judged("reached", 1.5, 0.5)), Viewport()
    )
    assert drawn.finding == "Paid back after 1.5 quarters; 40 net so far"
    assert drawn.n == "NPV −5 at 8 % a year; IRR 50 % a year"
    assert any("paid back" in note.text for note in drawn.figure.layout.annotations)


def test_how_the_net_last_moved_is_said_beside_it(listed: Listed):
    appraisal = listed("appraisal", judged("not reached"))
    assert j_curve.chart(listed("j_curve", curve(-100, -60, 20)), appraisal, Viewport()).finding == (
        "Not paid back: −140 so far, rose in Q3 2025"
    )
    assert j_curve.chart(listed("j_curve", curve(-100)), appraisal, Viewport()).finding == "Not paid back: −100 so far"


def test_one_quarter_is_enough_to_draw(listed: Listed):
    assert j_curve.chart(listed("j_curve", curve(-100)), listed("appraisal", judged("not reached")), Viewport()).figure


def test_nothing_known_is_a_sentence(listed: Listed):
    assert j_curve.chart(listed("j_curve", missing=("spend.amount",)), listed("appraisal"), Viewport()).figure is None
