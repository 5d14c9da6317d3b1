"""A figure against a quoted band: above or below only where the whole interval is."""

import pytest

from queries.benchmarks import BENCHMARKS, verdict

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
