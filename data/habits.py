"""When is use a habit? The rules for a source that gives what each person did week by week, and no count of its own."""

from collections.abc import Sequence

WEEKS = 12
HABIT_WEEKS = 9
POWER_ACTIONS = 15.0  # a week
# Source: Microsoft Viva Insights, Copilot dashboard: habitual = at least one action in 9 of the past 12 weeks; power =
# habitual with 15 actions a week or more on average.


def is_habitual(actions: Sequence[float]) -> bool:
    """Whether someone with these actions a week, the latest last, used it in 9 of the last 12 weeks."""
    return sum(number > 0 for number in actions[-WEEKS:]) >= HABIT_WEEKS


def is_power_user(actions: Sequence[float]) -> bool:
    """Whether someone has the habit and acts 15 times a week or more, on average over the last 12 weeks."""
    latest = actions[-WEEKS:]
    return is_habitual(latest) and sum(latest) / WEEKS >= POWER_ACTIONS
