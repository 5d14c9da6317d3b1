"""Readiness at the start against production: two points a flag; too few, too young and unknown are said, not drawn."""

import pytest

from components.charts import readiness_outcomes
from components.theme import Drawn, Viewport


def pair(
    flag: str, with_it: float | None, without: float | None, low: float | None = None, few: str = ""
) -> list[dict]:
    return [
        {
            "flag": flag,
            "is_ready": is_ready,
            "watched": 10,
            "in_production": 4,
            "by_365": share,
            "low_365": 0.1,
            "high_365": 0.6,
            "state": "few" if few in ("both", "one" if is_ready else "") and few else "ok",
            "difference_low": low,
            "difference_high": None if low is None else 0.9,
        }
        for is_ready, share in ((True, with_it), (False, without))
    ]


@pytest.fixture
def drawn(listed):
    def chart(*pairs: list[dict], missing: tuple[str, ...] = ()) -> Drawn:
        return readiness_outcomes.chart(
            listed("readiness_outcomes", [row for rows in pairs for row in rows], missing), Viewport()
        )

    return chart


def texts(chart: Drawn) -> str:
    return " ".join(note.text for note in chart.figure.layout.annotations)


def test_the_flag_that_stands_apart_most_is_the_finding(drawn):
    found = drawn(pair("audit_logged", 0.9, 0.1, -0.1), pair("data_ready", 0.7, 0.2, 0.1))
    assert found.finding == "Data ready at the start: 70 % in production within a year, 20 % without"
    assert found.subtitle.endswith("An association, not a cause")


def test_where_none_stands_apart_the_furthest_is_named_as_chance(drawn):
    found = drawn(pair("audit_logged", 0.5, 0.4, -0.1), pair("data_ready", 0.5, 0.1, -0.2))
    assert (
        found.finding
        == "Data ready at the start: 50 % in production within a year, 10 % without, not apart beyond chance"
    )


def test_a_group_that_is_too_few_is_hollow_and_decides_nothing(drawn):
    found = drawn(pair("data_ready", 0.9, 0.1, few="one"))
    assert found.finding == "Too few to tell which signs of readiness go with production"
    assert found.figure.data[0].marker.color == Viewport().paper


def test_two_groups_that_are_too_few_are_only_named(drawn):
    found = drawn(
        pair("data_ready", 0.7, 0.2, 0.1), pair("human_in_loop", 1.0, 0.0, few="both"), pair("risk_assessed", 1.0, None)
    )
    assert "Human" not in texts(found)
    assert found.n == "n = up to 20 initiatives; too few on both sides: risk assessed and human in the loop"


def test_counts_stand_beside_each_flag_and_a_point_opens_its_rows(drawn):
    found = drawn(pair("data_ready", 0.7, 0.2, 0.1))
    assert "with it 4 of 10, without 4 of 10" in texts(found)
    opened = [trace.customdata[0] for trace in found.figure.data if trace.mode == "markers"]
    assert opened == ["data_ready=True", "data_ready=False"]


def test_nothing_stated_is_a_sentence(drawn):
    assert "No list soon after a start says" in drawn().subtitle
    assert (
        "Human in the loop: stated soon after the start" in drawn(pair("human_in_loop", 1.0, 0.0, few="both")).subtitle
    )
    assert drawn(missing=("pilots.started_on",)).figure is None
