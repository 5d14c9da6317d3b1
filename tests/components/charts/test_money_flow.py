"""What became of what was bought."""

from collections.abc import Callable

import pytest

from components.charts.money_flow import money_flow
from components.house import Look
from queries import Listing

Listed = Callable[..., Listing]


def flows(purpose: str, position: str, amount: float) -> dict[str, object]:
    return {"purpose": purpose, "position": position, "amount": amount}


ROWS = [
    flows("building", "live", 50),
    flows("building", "stranded", 20),
    flows("advice", "stranded", 10),
    flows("access", "enabling", 20),
]


def test_the_stranded_share_and_its_source_are_said(listed: Listed):
    drawn = money_flow(listed("money_flow", ROWS), Look())
    assert drawn.finding == "30 % of the money is stranded, most of it spent on building"
    assert len(drawn.figure.data) == len(ROWS)


def test_names_stand_outside_the_ribbons(listed: Listed):
    for note in money_flow(listed("money_flow", ROWS), Look(width="narrow")).figure.layout.annotations:
        assert (note.x, note.xanchor) in {(0, "right"), (1, "left")}


def test_a_ribbon_keeps_its_money_at_both_ends(listed: Listed):
    drawn = money_flow(listed("money_flow", [flows("advice", "live", 1), flows("advice", "stranded", 3)]), Look())
    (thin, thick) = [ribbon.y[0] - ribbon.y[-1] for ribbon in drawn.figure.data]
    assert thick == pytest.approx(3 * thin)


def test_a_refund_is_no_flow(listed: Listed):
    drawn = money_flow(listed("money_flow", [*ROWS, flows("change", "unlinked", -5)]), Look())
    assert len(drawn.figure.data) == len(ROWS)


def test_nothing_known_is_a_sentence(listed: Listed):
    assert money_flow(listed("money_flow", missing=("spend.amount",)), Look()).figure is None
