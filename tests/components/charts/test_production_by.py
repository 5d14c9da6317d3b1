"""Who reaches production: only what stands apart beyond chance is said to."""

import datetime as dt

import pandas as pd

from components.charts import production_by
from components.theme import Drawn, Viewport
from queries import VIEWS, Listing, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31))


def part(name: str, by_365: float | None, low: float, high: float, split: str = "built_by", state: str = "ok") -> dict:
    return {
        "split": split,
        "part": name,
        "by_365": by_365,
        "low_365": low,
        "high_365": high,
        "state": state,
        "watched": 10,
        "in_production": 3,
    }


def drawn(*rows: dict, missing: tuple[str, ...] = ()) -> Drawn:
    frame = pd.DataFrame(rows, columns=list(part("", 0, 0, 0)))
    return production_by.chart(Listing(VIEWS["time_to_production"], SCOPE, frame, missing), Viewport())


def test_two_builders_apart_beyond_chance_are_named():
    found = drawn(part("internal", 0.7, 0.5, 0.9), part("vendor", 0.1, 0.0, 0.3), part("bought", 0.8, 0.2, 1.0))
    assert found.finding == "Built inside 70 %, built by a vendor 10 % within a year"


def test_within_chance_it_is_said():
    found = drawn(part("internal", 0.7, 0.3, 0.9), part("vendor", 0.1, 0.0, 0.4))
    assert found.finding.endswith("not apart beyond chance")


def test_one_builder_is_too_few_to_tell():
    found = drawn(part("internal", 0.7, 0.3, 0.9), part("vendor", 0.1, 0.0, 0.4, state="few"))
    assert found.finding == "Too few to tell who reaches production more often"


def test_with_too_few_only_the_counts_are_shown():
    found = drawn(part("vendor", 0.1, 0.0, 0.4, state="few"), part("HR", 0.2, 0.1, 0.4, "business_unit"))
    assert "3 of 10" in [note.text for note in found.figure.layout.annotations]


def test_nobody_watched_for_a_year_is_a_sentence():
    assert drawn(part("all", None, 0, 0, "all")).figure is None


def test_a_units_name_is_drawn_as_text():
    found = drawn(part("<b>HR</b>", 0.2, 0.1, 0.4, "business_unit"))
    assert "&lt;b&gt;HR&lt;/b&gt;" in found.figure.layout.yaxis.ticktext


def test_start_years_stand_in_their_order_and_every_point_opens_its_part():
    found = drawn(
        part("2024", 0.2, 0.1, 0.4, "start_year"),
        part("2023", 0.1, 0.0, 0.4, "start_year"),
        part("HR", 0.2, 0.1, 0.4, "business_unit"),
    )
    assert found.figure.layout.yaxis.ticktext[2:] == (
        "<b>By the year it started</b>",
        "Started in 2023",
        "Started in 2024",
    )
    marks = next(trace for trace in found.figure.data if trace.mode == "markers")
    assert list(marks.customdata) == ["business_unit=HR", "start_year=2023", "start_year=2024"]
