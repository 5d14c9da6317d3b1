"""Our rate of measurable return beside quoted rates that contradict each other."""

import datetime as dt

import pytest
from statsmodels.stats.proportion import proportion_confint

from components.charts import measurable_return
from components.theme import Viewport
from queries import METRICS, Answer, Row, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31), settings={})


def rate(part: int, whole: int) -> Answer:
    low, high = proportion_confint(part, whole, method="wilson")
    row = Row(None, None, part, whole, part / whole, low, high, whole, "ok" if whole >= 5 else "few")
    return Answer(METRICS["initiative_roi_rate"], SCOPE, (row,))


def test_all_three_quoted_rates_stand_beside_ours():
    drawn = measurable_return.chart(rate(6, 41), Viewport())
    assert drawn.finding == (
        "15 % of initiatives have a measurable return, above the quoted 5 % and not apart beyond chance from the quoted "
        "20 % and 22 %"
    )
    assert [round(trace.x[0], 2) for trace in drawn.figure.data if trace.marker.symbol == "diamond"] == [
        0.22,
        0.2,
        0.05,
    ]
    assert "22 % (78 % fail)" in drawn.alt
    assert "contradict each other" in drawn.n


@pytest.mark.parametrize(
    ("part", "whole", "says"),
    [(0, 200, "below the quoted 5 %, 20 % and 22 %"), (90, 100, "above the quoted 5 %, 20 % and 22 %")],
)
def test_above_and_below_are_ours(part: int, whole: int, says: str):
    assert measurable_return.chart(rate(part, whole), Viewport()).finding.endswith(says)


def test_below_five_cases_only_the_counts_are_shown():
    drawn = measurable_return.chart(rate(2, 4), Viewport(width="narrow"))
    assert drawn.finding == "2 of 4 have a measurable return, too few to judge"
    assert not [trace for trace in drawn.figure.data if trace.mode == "lines"], "no interval"


def test_nothing_known_is_a_sentence():
    missing = measurable_return.chart(
        Answer(METRICS["initiative_roi_rate"], SCOPE, (), ("pilots.started_on",)), Viewport()
    )
    young = measurable_return.chart(Answer(METRICS["initiative_roi_rate"], SCOPE, ()), Viewport())
    assert missing.figure is young.figure is None
    assert "365 days" in young.subtitle
