"""Narrow against generic, and the shared platform: how far both groups get, the multiple, and where chance would do it."""

import pytest

from components.charts import narrow_effect, platform_effect
from components.theme import Drawn, Viewport


def group(reused: bool, by_365: float | None = 0.5, state: str = "ok", low: float = 0.1, **more: object) -> dict:
    return {
        "platform_reused": reused,
        "watched": 10,
        "in_production": 4,
        "stopped": 1,
        "by_180": 0.3,
        "low_180": 0.1,
        "high_180": 0.5,
        "by_365": by_365,
        "low_365": 0.2,
        "high_365": 0.8,
        "median_days": None,
        "state": state,
        "multiple": 2.5,
        "multiple_low": 1.2,
        "multiple_high": 5.0,
        "difference_low_180": -0.1,
        "difference_high_180": 0.2,
        "difference_low_365": low,
        "difference_high_365": 0.6,
    } | more


@pytest.fixture
def drawn(listed):
    def chart(*rows: dict, missing: tuple[str, ...] = (), **viewport: str) -> Drawn:
        return platform_effect.chart(listed("platform_effect", rows, missing), Viewport(**viewport))

    return chart


def test_both_shares_are_the_finding_and_the_multiple_stands_against_the_quoted_one(drawn):
    found = drawn(group(True, 0.5), group(False, 0.2))
    assert found.finding == "In production within a year: 50 % on the shared platform against 20 % without it"
    assert "2.5x (1.2–5.0x), undecided on the quoted 3–5x." in found.subtitle
    assert found.subtitle.endswith("An association, not a cause")
    assert found.n == "n = 20 initiatives of which it is known"


def test_a_difference_that_chance_may_make_is_said_to_be_one(drawn):
    assert drawn(group(True, low=-0.01), group(False)).finding.endswith(", not apart beyond chance")


def test_fewer_without_production_are_apart_too(drawn):
    rows = [group(reused, low=-0.6, difference_high_365=-0.1) for reused in (True, False)]
    assert not drawn(*rows).finding.endswith("chance")


def test_with_too_few_only_counts_are_said_and_the_point_is_hollow(drawn):
    found = drawn(group(True, state="few", multiple_low=None), group(False))
    assert found.finding == (
        "In production so far: 4 of 10 on the shared platform against 4 of 10 without it, too few to judge"
    )
    assert "Quoted: 3–5x." in found.subtitle
    marks = found.figure.data[-1]
    assert marks.marker.color == (Viewport().paper, Viewport().grey)
    assert sum(trace.mode == "lines" for trace in found.figure.data) == 1


def test_where_nobody_was_watched_for_a_year_day_180_is_compared_and_no_multiple_given(drawn):
    found = drawn(group(True, None), group(False))
    assert found.finding == (
        "In production by day 180: 30 % on the shared platform against 30 % without it, not apart beyond chance"
    )
    assert "nobody with one of them was watched for a year yet" in found.subtitle
    assert "2.5x" not in found.subtitle


def test_a_point_opens_its_group(drawn):
    marks = drawn(group(True), group(False)).figure.data[-1]
    assert list(marks.customdata) == ["platform_reused=True", "platform_reused=False"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [((), "No initiative says so"), ((group(True),), "4 of 10 on the shared platform reached production so far")],
)
def test_one_group_alone_is_a_sentence(drawn, rows: tuple, says: str):
    found = drawn(*rows)
    assert found.figure is None
    assert says in found.subtitle


def test_what_is_missing_is_named(drawn):
    assert drawn(missing=("pilots.platform_reused",)).subtitle == "Not enough data: needs pilots.platform_reused."


def test_narrow_stands_against_generic_and_the_quoted_double(listed):
    rows = [
        group(True, share) | {"scope_kind": kind}
        for kind, share in (("narrow_workflow", 0.4), ("generic_capability", 0.1))
    ]
    found = narrow_effect.chart(listed("narrow_effect", rows), Viewport())
    assert (
        found.finding
        == "In production within a year: 40 % of the narrow workflows against 10 % of the generic capabilities"
    )
    assert "undecided on the quoted 2x" in found.subtitle
    assert found.alt.startswith(found.finding)
