"""What became of what was bought."""

from collections.abc import Callable

import pytest

from components.charts import money_flow
from components.theme import Viewport
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
    drawn = money_flow.chart(listed("money_flow", ROWS), Viewport())
    assert drawn.finding == "30 % of the money is stranded, most of it spent on building"
    assert len(drawn.figure.data) == len(ROWS)


def test_names_stand_outside_the_ribbons(listed: Listed):
    for note in money_flow.chart(listed("money_flow", ROWS), Viewport(width="narrow")).figure.layout.annotations:
        assert (note.x, note.xanchor) in {(0, "right"), (1, "left")}


def test_a_ribbon_keeps_its_money_at_both_ends(listed: Listed):
    drawn = money_flow.chart(
        listed("money_flow", [flows("advice", "live", 1), flows("advice", "stranded", 3)]), Viewport()
    )
    (thin, thick) = [ribbon.y[0] - ribbon.y[-1] for ribbon in drawn.figure.data]
    assert thick == pytest.approx(3 * thin)


def test_a_refund_is_no_flow(listed: Listed):
    drawn = money_flow.chart(listed("money_flow", [*ROWS, flows("change", "unlinked", -5)]), Viewport())
    assert len(drawn.figure.data) == len(ROWS)


def notes(drawn) -> set[str]:
    return {note.text for note in drawn.figure.layout.annotations}


def test_the_total_is_of_all_rows_and_a_refund_is_named(listed: Listed):
    paid, refund = flows("access", "enabling", 100_000), flows("advice", "unlinked", -40_000)
    drawn = money_flow.chart(listed("money_flow", [paid, refund]), Viewport())
    assert drawn.n == "60k in all; 40k refunded for advice, not drawn"
    assert drawn.finding == "None of the 60k is linked to an initiative, so what became of it is not known"
    assert drawn.alt.endswith("Enabling 100k; Not linked −40k; 40k refunded for advice, not drawn.")


def test_without_a_refund_nothing_is_named(listed: Listed):
    assert money_flow.chart(listed("money_flow", ROWS), Viewport()).n == "100 in all"


def test_a_share_and_a_name_are_of_all_rows_with_a_refund_inside(listed: Listed):
    drawn = money_flow.chart(listed("money_flow", [*ROWS, flows("building", "unlinked", -40)]), Viewport())
    assert drawn.finding == "50 % of the money is stranded, most of it spent on building"  # 30 of 60
    assert "Building 30" in notes(drawn)  # 50 live, 20 stranded, 40 refunded


def test_a_refund_larger_than_what_is_not_stranded_leaves_no_share_above_all_of_it(listed: Listed):
    drawn = money_flow.chart(
        listed("money_flow", [flows("building", "stranded", 50), flows("access", "enabling", -20)]), Viewport()
    )
    assert drawn.finding == "50 is stranded, all of it spent on building"


def test_refunds_beyond_all_that_was_spent_are_said(listed: Listed):
    drawn = money_flow.chart(
        listed("money_flow", [flows("building", "stranded", 50), flows("access", "enabling", -70)]), Viewport()
    )
    assert drawn.finding == "Refunds exceed what was spent by 20, so no share of it stands anywhere"


def test_nothing_known_is_a_sentence(listed: Listed):
    assert money_flow.chart(listed("money_flow", missing=("spend.amount",)), Viewport()).figure is None
