"""The funnel's finding, its bars, and when it is not drawn."""

import datetime as dt

import pandas as pd

from components.charts import funnel
from components.theme import Drawn, Viewport
from queries import VIEWS, Listing, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31))
STAGES = ("idea", "pilot", "proven", "approved", "production", "scaled")


def frame(reached: list[int], stopped: list[int], **more: object) -> pd.DataFrame:
    before = [0, *reached[:-1]]
    given = {"here_now": 0, "retired": 0, "vanished": 0, "unknown": 0, "initiatives": reached[0], "is_stock": False}
    return pd.DataFrame(
        {"step": range(6), "stage": STAGES, "reached": reached, "reached_before": before, "stopped": stopped}
    ).assign(**(given | more))


def drawn(found: pd.DataFrame, viewport: Viewport | None = None, missing: tuple[str, ...] = ()) -> Drawn:
    return funnel.chart(Listing(VIEWS["funnel_stages"], SCOPE, found, missing), viewport or Viewport())


def texts(chart: Drawn) -> str:
    return " ".join(note.text for note in chart.figure.layout.annotations)


def test_the_finding_says_how_many_got_there_and_where_most_stops_come():
    found = drawn(frame([60, 48, 27, 19, 11, 3], [5, 9, 4, 2, 0, 0]))
    assert found.finding == "11 of 48 that started have reached production; most stops, 9 of 15, come before proof"


def test_ideas_turned_down_are_no_stops():
    found = drawn(frame([60, 48, 27, 19, 11, 3], [12, 0, 0, 0, 0, 0]))
    assert found.finding == "11 of 48 that started have reached production"
    assert "12 turned down" in texts(found)


def test_stops_spread_out_are_only_counted():
    found = drawn(frame([60, 48, 27, 19, 11, 3], [0, 2, 2, 2, 0, 0]))
    assert found.finding.endswith("; 6 were stopped")


def test_a_bar_says_how_many_of_those_before_and_on_a_phone_no_more():
    found = frame([60, 48, 27, 19, 11, 3], [0, 9, 4, 2, 0, 0])
    assert "27 of 48 (56 %) · 4 stopped here" in texts(drawn(found))
    assert "27 of 48 · 4 stopped<" in texts(drawn(found, Viewport(width="narrow")))


def test_without_ideas_on_record_the_pilots_stand_on_top():
    found = drawn(frame([48, 48, 27, 19, 11, 3], [0, 9, 4, 2, 0, 0]))
    assert "Idea" not in texts(found)
    assert "48 started" in texts(found)


def test_a_stock_is_not_drawn_as_a_funnel():
    found = drawn(frame([60, 48, 27, 19, 11, 3], [0] * 6, is_stock=True))
    assert found.figure is None
    assert "a stock, not a conversion" in found.subtitle


def test_nothing_listed_names_what_is_needed():
    found = drawn(frame([0] * 6, [0] * 6).head(0), missing=("pilots.stage",))
    assert (found.figure, found.subtitle) == (None, "Not enough data: needs pilots.stage.")


def test_a_screen_reader_hears_every_stage():
    found = drawn(frame([60, 48, 27, 19, 11, 3], [0, 9, 4, 2, 0, 0]))
    assert found.alt.startswith(found.finding)
    assert "Proven 27 of 48, 0 there now, 4 stopped there" in found.alt


def test_a_bar_opens_those_that_came_no_further():
    found = drawn(frame([48, 48, 27, 19, 11, 3], [0, 9, 4, 2, 0, 0]))
    assert found.figure.data[0].customdata[0] == "furthest_stage=pilot"
