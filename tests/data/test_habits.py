"""Nine of twelve weeks are a habit; K19: exactly fifteen actions a week, with the habit, make a power user."""

import pytest

from data.habits import is_habitual, is_power_user


@pytest.mark.parametrize(("weeks", "expected"), [(9, True), (8, False)])
def test_nine_of_twelve_weeks_are_a_habit_and_eight_are_not(weeks, expected):
    assert is_habitual([1] * weeks + [0] * (12 - weeks)) is expected


def test_only_the_last_twelve_weeks_count():
    assert not is_habitual([5] * 40 + [0] * 4 + [5] * 8)


def test_k19_exactly_fifteen_actions_a_week_are_a_power_user_and_fourteen_are_not():
    assert is_power_user([15] * 12)
    assert not is_power_user([15] * 11 + [14])


def test_many_actions_without_the_habit_are_no_power_user():
    assert not is_power_user([100] * 8 + [0] * 4)


def test_fewer_weeks_than_twelve_are_counted_as_they_are():
    assert is_habitual([1] * 9)
    assert not is_power_user([15] * 11)
    assert not is_habitual([])
