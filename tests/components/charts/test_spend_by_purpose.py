"""What the money goes into, quarter by quarter."""

from collections.abc import Callable

from components.charts import spend_by_purpose
from components.theme import LIGHT, Viewport
from queries import Listing

Listed = Callable[..., Listing]


def paid(purpose: str, amount: float, period: str = "2026-Q1") -> dict[str, object]:
    return {"purpose": purpose, "amount": amount, "period": period, "sheet_rows": 1}


def test_the_dearest_purpose_is_said_and_in_the_accent(listed: Listed):
    rows = [paid("access", 10), paid("building", 30), paid("building", 40, "2025-Q4"), paid("other", -2)]
    drawn = spend_by_purpose.chart(listed("spend_by_purpose", rows), Viewport())
    assert drawn.finding == "Building takes 90 % of the money: 70 of 78"
    assert drawn.figure.data[0].marker.color == LIGHT.accent
    assert {bar.marker.color for bar in drawn.figure.data[1:]} == {LIGHT.context}


def test_a_refund_elsewhere_leaves_no_share_above_all_of_the_money(listed: Listed):
    rows = [paid("access", 100_000), paid("advice", -40_000)]
    drawn = spend_by_purpose.chart(listed("spend_by_purpose", rows), Viewport())
    assert drawn.finding == "Access cost 100k; with refunds it is 60k in all"
    assert {"100k", "−40k"} <= {note.text for note in drawn.figure.layout.annotations}


def test_a_share_too_small_to_name_is_left_to_its_amount(listed: Listed):
    drawn = spend_by_purpose.chart(listed("spend_by_purpose", [paid("access", 1000), paid("other", 4)]), Viewport())
    assert {"1.0k, 99.6 %", "4"} <= {note.text for note in drawn.figure.layout.annotations}


def test_on_a_phone_only_years_stand_under_many_quarters(listed: Listed):
    rows = [paid("access", 1, f"{year}-Q{quarter}") for year in (2025, 2026) for quarter in (1, 2, 3, 4)]
    drawn = spend_by_purpose.chart(listed("spend_by_purpose", rows), Viewport(width="narrow"))
    assert list(drawn.figure.layout.xaxis.ticktext) == ["2025", "2026"]


def test_nothing_known_is_a_sentence(listed: Listed):
    assert spend_by_purpose.chart(listed("spend_by_purpose", missing=("spend.amount",)), Viewport()).figure is None
