"""When the money comes back, or that it has not."""

from collections.abc import Callable

import pytest

from components.charts import j_curve
from components.theme import Viewport
from queries import Listing

Listed = Callable[..., Listing]

NAN = float("nan")


def curve(*net: float) -> list[dict[str, object]]:
    labels = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")
    return [
        {"period": labels[place], "net": amount, "net_to_date": sum(net[: place + 1])}
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


def test_what_still_falls_and_what_rises_again_are_told_apart(listed: Listed):
    appraisal = listed("appraisal", judged("not reached"))
    assert j_curve.chart(listed("j_curve", curve(-100, -60, -20)), appraisal, Viewport()).finding == (
        "Not paid back: −180 so far, still falling, but more slowly"
    )
    assert j_curve.chart(listed("j_curve", curve(-100, -60, 20)), appraisal, Viewport()).finding == (
        "Not paid back: −140 so far, rising since Q2 2025"
    )


@pytest.mark.parametrize(
    ("net", "says"),
    [
        ((-10, -90, 50, -30), "−80 so far, fell in Q4 2025"),
        ((-10, -90, 50, -30, -20), "−100 so far, falling since Q3 2025, but more slowly"),
        ((-100, 20, -20, 30), "−70 so far, rising since Q3 2025"),
        ((-100, 20, 10, 10), "−60 so far, rising since Q1 2025"),
        ((-100, 5), "−95 so far, unchanged in Q2 2025"),
        ((-100, 5.1), "−95 so far, rising since Q1 2025"),
        ((-100, -5), "−105 so far, unchanged in Q2 2025"),
        ((-100, -5.1), "−105 so far, still falling"),
        ((-100,), "−100 so far"),
    ],
)
def test_rising_is_said_only_where_every_quarter_since_rose(listed: Listed, net: tuple[float, ...], says: str):
    drawn = j_curve.chart(listed("j_curve", curve(*net)), listed("appraisal", judged("not reached")), Viewport())
    assert drawn.finding == f"Not paid back: {says}"


def test_one_quarter_is_enough_to_draw(listed: Listed):
    assert j_curve.chart(listed("j_curve", curve(-100)), listed("appraisal", judged("not reached")), Viewport()).figure


def test_nothing_known_is_a_sentence(listed: Listed):
    assert j_curve.chart(listed("j_curve", missing=("spend.amount",)), listed("appraisal"), Viewport()).figure is None
