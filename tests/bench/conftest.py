"""Benchmarks say ratios measured in one run, never times that depend on the machine."""

import time
from collections.abc import Callable

import pytest

REPEATS = 5


@pytest.fixture
def fastest() -> Callable[[Callable[[], object]], float]:
    """The fewest seconds of a few runs of something."""

    def measure(run: Callable[[], object]) -> float:
        taken = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            run()
            taken.append(time.perf_counter() - start)
        return min(taken)

    return measure
