"""Ours beside theirs: verdicts are counted, and only shares are drawn on the common scale."""

from components.charts.ours_and_theirs import Standing, ours_and_theirs
from components.house import Look
from queries import BENCHMARKS, Metric, Row

METRIC = Metric(
    "m", "metrics", "select 1", "Reached production", "How many?", "a / b", "percent", needs=("pilots.stage",)
)
ROW = Row(None, None, 11, 60, 0.18, 0.106, 0.299, 60, "ok")


def test_a_worse_figure_is_counted_as_worse():
    found = ours_and_theirs([Standing(BENCHMARKS["pilot_to_prod_53"], METRIC, ROW, "below")], Look())
    assert found.finding == "Of 1 quoted figure we are worse than 1"
    assert "18 %: below 53 %" in found.alt


def test_less_of_what_should_be_low_is_better():
    found = ours_and_theirs([Standing(BENCHMARKS["fail_prod_roi"], METRIC, ROW, "below")], Look())
    assert found.finding == "Of 1 quoted figure we are better than 1"


def test_without_figures_of_ours_it_says_what_is_missing():
    found = ours_and_theirs([Standing(BENCHMARKS["pilot_to_prod_53"], METRIC, None, None)], Look())
    assert found.figure is None
    assert "pilots.stage" in found.subtitle
