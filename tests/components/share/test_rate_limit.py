"""Ten tries a minute, and no more."""

from components.share.rate_limit import MOST, SECONDS, RateLimit


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_tenth_try_of_a_minute_counts_and_the_eleventh_is_one_too_many():
    clock = Clock()
    made = RateLimit(clock)
    assert all(made.count("a") for _ in range(MOST))
    assert not made.allows("a")
    assert not made.count("a")
    assert made.count("b")


def test_a_try_is_forgotten_after_a_minute_and_not_before():
    clock = Clock()
    made = RateLimit(clock)
    for _ in range(MOST):
        made.count("a")
    clock.now = SECONDS - 0.001
    assert not made.allows("a")
    clock.now = SECONDS
    assert made.allows("a")


def test_who_tries_from_ever_new_addresses_fills_no_memory():
    clock = Clock()
    made = RateLimit(clock, most_known=50)
    for at in range(1000):
        clock.now = float(at * 2)
        made.count(str(at))
    assert len(made._made) <= 50


def test_a_try_that_was_right_is_given_back_and_no_other():
    made = RateLimit(Clock())
    for _ in range(MOST - 1):
        made.count("a")
    made.count("a")
    made.undo("a")
    assert made.count("a")
    assert not made.count("a")
    made.undo("b")
    assert made.allows("b")


def test_who_came_back_after_a_rest_does_not_trip_up_the_others():
    clock = Clock()
    made = RateLimit(clock, most_known=2)
    made.count("a")
    clock.now = SECONDS
    assert made.allows("a")
    assert all(made.count(name) for name in "bcd")
