"""Ours beside theirs: verdicts are counted, and only shares are drawn on the common scale."""

from components.charts import ours_and_theirs
from components.charts.ours_and_theirs import Comparison
from components.theme import Viewport
from queries import BENCHMARKS, Metric, Row

METRIC = Metric(
    "m", "metrics", "select 1", "Reached production", "How many?", "a / b", "percent", needs=("pilots.stage",)
)
ROW = Row(None, None, 11, 60, 0.18, 0.106, 0.299, 60, "ok")


def test_a_worse_figure_is_counted_as_worse():
    found = ours_and_theirs.chart([Comparison(BENCHMARKS["pilot_to_prod_53"], METRIC, ROW, "below")], Viewport())
    assert found.finding == "Of 1 quoted share we are worse than 1"
    assert "18 %: below 53 %" in found.alt


def test_less_of_what_should_be_low_is_better():
    found = ours_and_theirs.chart([Comparison(BENCHMARKS["fail_prod_roi"], METRIC, ROW, "below")], Viewport())
    assert found.finding == "Of 1 quoted share we are better than 1"


def test_without_figures_of_ours_it_says_what_is_missing():
    found = ours_and_theirs.chart([Comparison(BENCHMARKS["pilot_to_prod_53"], METRIC, None, None)], Viewport())
    assert found.figure is None
    assert "pilots.stage" in found.subtitle


def times(
    benchmark: str, value: float, verdict: str, low: float | None = None, high: float | None = None
) -> Comparison:
    metric = Metric("t", "metrics", "select 1", "Times", "How many times?", "a / b", "multiple")
    return Comparison(BENCHMARKS[benchmark], metric, Row(None, None, 1, 1, value, low, high, 9, "ok"), verdict)


def test_multiples_stand_on_a_scale_of_their_own_to_the_largest():
    every = [times("change_ratio", 0.4, "below"), times("build_velocity", 6, "inside", 4, 12)]
    drawn = ours_and_theirs.chart(
        [*every, Comparison(BENCHMARKS["pilot_to_prod_53"], METRIC, ROW, "below")], Viewport(), "multiple"
    )
    assert drawn.finding == "Of 2 quoted multiples we are worse than 1 and level with 1"
    assert drawn.figure.layout.xaxis.range[1] > 12
    assert "0.4x: below 1.5x" in drawn.alt
    assert "Reached production" not in drawn.alt


def test_at_a_mark_of_failure_is_said_apart():
    drawn = ours_and_theirs.chart([times("change_ratio_fail", 0.05, "below")], Viewport(), "multiple")
    assert drawn.finding == "Of 1 quoted multiple we are at or below a mark of failure"
    assert ours_and_theirs.chart([times("change_ratio_fail", 0.5, "above")], Viewport(), "multiple").finding == (
        "We are above 1 quoted mark of failure"
    )


def test_a_quoted_figure_that_two_of_ours_stand_beside_is_counted_once():
    other = Metric("n", "metrics", "select 1", "Another", "How many?", "a / b", "percent")
    every = [Comparison(BENCHMARKS["pilot_to_prod_53"], metric, ROW, "below") for metric in (METRIC, other)]
    assert ours_and_theirs.chart(every, Viewport()).finding == "Of 1 quoted share we are worse than 1"
