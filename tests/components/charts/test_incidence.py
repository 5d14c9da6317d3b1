"""The curves of production and stopping: what they say by day 365, and before anybody was watched that long."""

import datetime as dt

import pandas as pd

from components.charts import incidence
from components.theme import Drawn, Viewport
from queries import VIEWS, Listing, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31))
COLUMNS = ["day", "at_risk", "events", "competing", "incidence", "competing_incidence"]


def drawn(*rows: tuple, missing: tuple[str, ...] = (), width: str = "wide", watched: int = 10) -> Drawn:
    frame = pd.DataFrame(rows, columns=COLUMNS).assign(watched=watched)
    frame["incidence_low"], frame["incidence_high"] = frame["incidence"] / 2, frame["incidence"] * 1.2
    survival = pd.DataFrame({"day": frame["day"], "survival": 1 - frame["incidence"]})
    return incidence.chart(
        Listing(VIEWS["incidence"], SCOPE, frame, missing),
        Listing(VIEWS["survival_curve"], SCOPE, survival, missing),
        Viewport(width=width),  # type: ignore[arg-type]
    )


ROWS = (60, 10, 1, 0, 0.1, 0.0), (365, 6, 2, 0, 0.4, 0.2), (500, 2, 1, 0, 0.6, 0.2)


def test_the_finding_is_the_share_by_day_365():
    assert drawn(*ROWS).finding == "40 % reach production within a year, 20 % are stopped first"


def test_nobody_watched_for_a_year_is_said():
    found = drawn(ROWS[0], (200, 6, 2, 0, 0.3, 0.1))
    assert found.finding == "30 % reach production within 200 days, the longest watched, 10 % are stopped first"
    assert "By day 365: nobody was watched that long." in found.alt


def test_of_four_pilots_only_the_counts_are_said_and_of_five_a_share():
    few = drawn(*ROWS, watched=4)
    assert (few.figure, few.finding) == (None, "4 of 4 reached production, 0 stopped first: too few to judge")
    assert drawn(*ROWS, watched=5).figure is not None


def test_the_median_is_said_or_that_it_is_not_reached():
    assert "half by day 500" in drawn(*ROWS).alt
    assert "half is not reached" in drawn(*ROWS[:2]).alt


def test_how_many_were_watched_stands_below_the_days():
    ticks = drawn(*ROWS).figure.layout.xaxis.ticktext
    assert ticks == ("day 0<br>10", "90<br>6", "180<br>6", "365<br>6")


def test_each_line_is_named_at_its_end():
    texts = [note.text for note in drawn(*ROWS).figure.layout.annotations]
    assert {"60 % in production", "20 % stopped first", "60 % if none were stopped"} <= set(texts)


def test_no_list_after_the_first_is_no_curve():
    assert drawn().figure is None
    assert "A second list would start the clock" in drawn().subtitle
