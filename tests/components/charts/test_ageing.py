"""Days in stage: who is drawn as stalled, paused or fine, and what is said where no date is known."""

import datetime as dt

import pandas as pd

from components.charts import ageing
from components.theme import Drawn, Viewport
from queries import VIEWS, Listing, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31))


def initiative(name: str, days: int | None, stage: str = "pilot", paused: bool = False) -> dict:
    stalled = None if days is None else days > 240 and not paused
    return {
        "name": name,
        "business_unit": "Claims",
        "stage": stage,
        "days_in_stage": days,
        "p50": 100,
        "limit_days": 240,
        "limit_from": "no history",
        "is_at_least": False,
        "paused": paused,
        "is_stalled": stalled,
    }


def drawn(*rows: dict, missing: tuple[str, ...] = ()) -> Drawn:
    frame = pd.DataFrame(rows, columns=list(initiative("", 1)))
    frame["is_stalled"] = frame["is_stalled"].astype("boolean")
    return ageing.chart(Listing(VIEWS["ageing"], SCOPE, frame, missing), Viewport())


def colours(chart: Drawn) -> list[str]:
    return [colour for trace in chart.figure.data if trace.mode == "markers" for colour in trace.marker.color]


def test_the_finding_counts_the_stalled_of_those_in_flight():
    found = drawn(
        initiative("a", 300),
        initiative("b", 100),
        initiative("c", 400, paused=True),
        initiative("d", 250, stage="proven"),
    )
    assert found.finding == "2 of 3 in flight have stalled, 1 of them still pilots"


def test_red_is_for_the_stalled_alone():
    found = drawn(initiative("a", 300), initiative("b", 100), initiative("c", 400, paused=True))
    assert sorted(colours(found)) == sorted([Viewport().red, Viewport().context, Viewport().paper])


def test_all_paused_is_said():
    assert drawn(initiative("a", 100, paused=True)).finding == "The one in flight is paused"
    assert (
        drawn(initiative("a", 100, paused=True), initiative("b", 300, paused=True)).finding
        == "All 2 in flight are paused"
    )


def test_none_stalled_is_said():
    assert drawn(initiative("a", 100)).finding == "The one in flight has not stalled"


def test_those_without_a_date_are_counted_apart():
    found = drawn(initiative("a", 100), initiative("b", None))
    assert found.finding == "The one with a date has not stalled"
    assert found.n == "n = 1 in flight; 1 without a date"


def test_no_date_at_all_is_a_sentence():
    found = drawn(initiative("a", None))
    assert found.figure is None
    assert "none with the date it entered its stage" in found.subtitle


def test_a_name_is_drawn_as_text():
    found = drawn(initiative("<img src=x>", 300))
    assert "&lt;img src=x&gt;" in found.figure.data[-1].hovertext[0]


def test_nothing_on_the_way_is_a_sentence():
    assert drawn().figure is None


def test_a_point_opens_its_initiative():
    assert drawn(initiative("a", 300)).figure.data[-1].customdata == ("name=a",)
