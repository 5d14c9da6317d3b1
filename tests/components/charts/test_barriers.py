"""Barriers: the commonest first, of those that name any; respondents are quoted beside, never scored."""

import datetime as dt

import pandas as pd

from components.charts import barriers
from components.theme import Drawn, Viewport
from queries import VIEWS, Listing, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31))
COLUMNS = ["barrier", "initiatives", "stalled", "stopped", "money_held_up"]


def drawn(*rows: tuple, missing: tuple[str, ...] = (), width: str = "wide", money: float | None = None) -> Drawn:
    frame = pd.DataFrame(rows, columns=COLUMNS).assign(of_named=10, of_all=14, money_of_named=money)
    return barriers.chart(Listing(VIEWS["barriers"], SCOPE, frame, missing), Viewport(width=width))  # type: ignore[arg-type]


def test_the_commonest_is_the_finding():
    found = drawn(("data_quality", 6, 4, 2, 1_200_000.0), ("cost", 2, 1, 1, None))
    assert found.finding == "Data quality is named most: by 6 of 10 that stalled or were stopped"
    assert found.n == "n = 10; 4 more name none"


def test_money_of_several_barriers_is_counted_once_in_the_total():
    found = drawn(("data_quality", 6, 4, 2, 700_000.0), ("cost", 2, 1, 1, 600_000.0), money=900_000.0)
    assert found.n == "n = 10, 900k spent on them in all; 4 more name none"


def test_a_bar_opens_its_barrier():
    bars = drawn(("data_quality", 6, 4, 2, None), ("cost", 2, 1, 1, None)).figure.data[0]
    assert list(bars.customdata) == ["barrier=data_quality", "barrier=cost"]


def test_money_and_the_quoted_share_stand_beside_and_shorter_on_a_phone():
    row = ("data_quality", 6, 4, 2, 1_200_000.0)
    assert "6 of 10 · 1.2m spent on them · quoted 38 %" in drawn(row).figure.layout.annotations[0].text
    assert "6 of 10 · 1.2m · quoted 38 %<" in drawn(row, width="narrow").figure.layout.annotations[0].text


def test_without_spend_there_is_no_money():
    assert ">2 of 10<" in drawn(("cost", 2, 1, 1, None)).figure.layout.annotations[0].text


def test_no_barrier_named_is_a_sentence():
    assert drawn(missing=("pilots.barrier",)).subtitle == "Not enough data: needs pilots.barrier."
    assert drawn().subtitle.startswith("Nothing that stalled")
