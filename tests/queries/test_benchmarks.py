"""A figure against a quoted band: above or below only where the whole interval is."""

import pytest

from queries import METRICS, VIEWS, Row, listing, total
from queries.benchmarks import BENCHMARKS, ESTIMATES, compare, estimated, verdict

BAND = BENCHMARKS["data_share"]  # 50 to 70 %


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (0.71, 0.9, "above"),
        (0.70, 0.9, "cannot tell"),
        (0.1, 0.49, "below"),
        (0.1, 0.50, "cannot tell"),
        (0.50, 0.70, "inside"),
        (0.4, 0.8, "cannot tell"),
        (None, 0.8, None),
    ],
)
def test_a_verdict_needs_the_whole_interval(low, high, says):
    assert verdict(low, high, BAND) == says


def test_another_population_is_quoted_never_scored():
    assert verdict(0.9, 0.95, BENCHMARKS["barrier_mlops"]) is None


def test_money_and_percent_are_in_our_units():
    assert (BENCHMARKS["motion_cost"].low, BENCHMARKS["motion_cost"].high) == (500_000, 2_000_000)
    assert BENCHMARKS["pilot_to_prod_53"].low == pytest.approx(0.53)


def test_contradicting_benchmarks_are_marked_as_a_group():
    rates = [one for one in BENCHMARKS.values() if one.conflict_group == "pilot_to_production"]
    assert len(rates) == 4


def row(value: float, low: float | None = None, high: float | None = None) -> Row:
    return Row(None, None, None, None, value, low, high, None, "ok")


def test_a_full_count_stands_by_itself():
    assert compare(row(1.6), BENCHMARKS["change_ratio"]) == "above"
    assert compare(row(1.5), BENCHMARKS["change_ratio"]) == "inside"
    assert compare(row(1.49), BENCHMARKS["change_ratio"]) == "below"


def test_an_estimate_without_its_interval_cannot_tell():
    assert compare(row(2.0), BENCHMARKS["platform_speed"]) == "cannot tell"
    assert compare(row(2.0, 0.8, 5.2), BENCHMARKS["platform_speed"]) == "cannot tell"
    assert compare(row(2.0, 1.1, 2.9), BENCHMARKS["platform_speed"]) == "below"


@pytest.mark.parametrize("metric", ESTIMATES)
def test_an_estimate_finds_its_interval_in_its_view(sample_book, metric):
    view, low, high = ESTIMATES[metric]
    assert {low, high} <= set(listing(sample_book, VIEWS[view]).frame.columns)
    whole = total(sample_book, METRICS[metric]).last
    found = estimated(sample_book, metric, whole)
    assert whole is not None
    assert found.low < whole.value < found.high


def test_what_is_no_estimate_stays_as_it_is(sample_book):
    assert estimated(sample_book, "spend", row(1)) == row(1)
    assert estimated(sample_book, "platform_speed_multiple", None) is None
