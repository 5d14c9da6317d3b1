"""Cohorts: what is compared, what is too young, what is few, what only survivors are known of."""

import datetime as dt

import pandas as pd

from components.charts import conversion_cohorts
from components.theme import Drawn, Viewport
from queries import VIEWS, Listing, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31), settings={"minimum_n": "5", "fiscal_start_month": "1"})


def cohort(period: str, state: str, reached: int = 0, old: int = 0, low: float = 0.0, high: float = 1.0) -> dict:
    share = reached / old if old else None
    return {
        "period": period,
        "state": state,
        "reached_365": reached,
        "old_enough_365": old,
        "share_365": share,
        "low_365": low if old else None,
        "high_365": high if old else None,
        "reached_180": 0,
        "old_enough_180": old,
        "watched": old or 3,
        "survivors": 2,
        "reached_so_far": 1,
    }


def drawn(*rows: dict, missing: tuple[str, ...] = (), width: str = "wide") -> Drawn:
    listing = Listing(VIEWS["conversion_cohorts"], SCOPE, pd.DataFrame(rows), missing)
    return conversion_cohorts.chart(listing, Viewport(width=width))  # type: ignore[arg-type]


def texts(chart: Drawn) -> list[str]:
    return [note.text for note in chart.figure.layout.annotations]


def test_cohorts_apart_beyond_chance_are_said_to_be():
    found = drawn(cohort("2024-Q1", "ok", 1, 20, 0.01, 0.2), cohort("2024-Q2", "ok", 15, 20, 0.5, 0.9))
    assert found.finding == (
        "Later pilots reach production more often: 1 of 20 that started in Q1 2024 against 15 of 20 that started in Q2 2024"
    )


def test_cohorts_within_chance_are_not():
    found = drawn(cohort("2024-Q1", "ok", 9, 20, 0.2, 0.6), cohort("2024-Q2", "ok", 11, 20, 0.3, 0.7))
    assert found.finding.startswith("No change beyond chance")


def test_too_few_in_all_is_said():
    assert drawn(cohort("2024-Q1", "few", 1, 4)).finding.endswith("too few to judge")


def test_only_young_cohorts_say_nothing_yet():
    found = drawn(cohort("2025-Q4", "too_young"))
    assert found.finding == "No start quarter is a year old yet: too young to tell"
    assert "too<br>young" in texts(found)


def test_only_survivors_are_no_rate():
    found = drawn(cohort("2023-Q4", "survivors"))
    assert found.finding.startswith("Only survivors are known of")


def test_a_cohort_with_too_few_is_hollow_and_without_an_interval():
    found = drawn(cohort("2024-Q1", "few", 1, 4), cohort("2024-Q2", "ok", 3, 6))
    points = next(trace for trace in found.figure.data if trace.mode == "markers")
    assert points.marker.color == (Viewport().paper, Viewport().accent)
    assert sum(trace.mode == "lines" for trace in found.figure.data if trace.type == "scatter") == 1


def test_every_quoted_figure_stands():
    assert {"quoted: under 40 %", "quoted: 53 %"} <= set(texts(drawn(cohort("2024-Q1", "ok", 3, 6))))


def test_counts_stand_above_each_quarter_shorter_on_a_phone():
    assert "3 of 6" in texts(drawn(cohort("2024-Q1", "ok", 3, 6)))
    assert "3/6" in texts(drawn(cohort("2024-Q1", "ok", 3, 6), width="narrow"))


def test_without_any_cohort_it_is_said_why():
    assert drawn().figure is None
    assert "watched from its start" in drawn().subtitle


def test_without_start_dates_it_is_said_what_is_needed():
    assert drawn(missing=("pilots.started_on",)).subtitle == "Not enough data: needs pilots.started_on."
