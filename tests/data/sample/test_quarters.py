"""A few points make a figure for every quarter, and noise is the same every time."""

import datetime as dt
import itertools

import pytest

from data.sample.quarters import QUARTERS, along, held, noisy, quarter_of


def test_there_are_twelve_quarters_that_follow_each_other() -> None:
    assert [quarter.label for quarter in (QUARTERS[0], QUARTERS[-1])] == ["2023-Q4", "2026-Q3"]
    assert len(QUARTERS) == 12
    for before, after in itertools.pairwise(QUARTERS):
        assert after.start - before.end == dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("quarter", "figure"), [("2024-Q1", None), ("2024-Q2", 10), ("2024-Q4", 20), ("2025-Q2", 30), ("2026-Q3", 30)]
)
def test_a_figure_runs_straight_between_its_points_and_then_stays(quarter: str, figure: float | None) -> None:
    assert along({"2024-Q2": 10, "2025-Q2": 30}, quarter) == figure


@pytest.mark.parametrize(
    ("quarter", "word"), [("2024-Q1", None), ("2024-Q2", "live"), ("2025-Q1", "live"), ("2025-Q2", "idle")]
)
def test_a_state_holds_until_the_next(quarter: str, word: str | None) -> None:
    assert held({"2024-Q2": "live", "2025-Q2": "idle"}, quarter) == word


def test_noise_stays_within_its_spread_and_is_the_same_for_the_same_place() -> None:
    values = [noisy(100, 0.1, "spend", at) for at in range(200)]
    assert 90 <= min(values) < 95 < 105 < max(values) <= 110
    assert values == [noisy(100, 0.1, "spend", at) for at in range(200)]


def test_a_day_is_in_its_quarter() -> None:
    assert [quarter_of(dt.date(2026, 3, 31)), quarter_of(dt.date(2026, 4, 1))] == ["2026-Q1", "2026-Q2"]
