"""The twelve quarters of the sample, and how a few hand-set points become a figure for each of them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeVar

Value = TypeVar("Value")

SEED = 20_260_930
"""Every bit of noise in the sample comes from this number."""


@dataclass(frozen=True)
class Quarter:
    """A calendar quarter: `label` is `2026-Q3`, `start` and `end` its first and last day."""

    label: str
    start: dt.date
    end: dt.date

    def months(self) -> list[dt.date]:
        """The first day of each of its months."""
        return [dt.date(self.start.year, self.start.month + at, 1) for at in range(3)]


def _quarter(at: int) -> Quarter:
    year, number = divmod(at, 4)
    after = dt.date(year + (number == 3), (number + 1) % 4 * 3 + 1, 1)
    return Quarter(f"{year}-Q{number + 1}", dt.date(year, number * 3 + 1, 1), after - dt.timedelta(days=1))


QUARTERS: tuple[Quarter, ...] = tuple(_quarter(2023 * 4 + 3 + at) for at in range(12))
NEXT = _quarter(2026 * 4 + 3)
"""The quarter after the last: the sample holds a forecast for it, nothing else."""

Points = Mapping[str, float]
"""A figure at the quarters where the story sets it; between them it runs straight, after the last it stays."""


def along(points: Points, quarter: str) -> float | None:
    """The figure in a quarter, or None before the first point."""
    known = sorted(points)
    before = [label for label in known if label <= quarter]
    after = [label for label in known if label > quarter]
    if not before:
        return None
    if not after:
        return points[before[-1]]
    start, end = before[-1], after[0]
    share = (_ordinal(quarter) - _ordinal(start)) / (_ordinal(end) - _ordinal(start))
    return points[start] + share * (points[end] - points[start])


def held(points: Mapping[str, Value], quarter: str) -> Value | None:
    """What was last set at or before a quarter, or None before the first point."""
    before = [label for label in points if label <= quarter]
    return points[max(before)] if before else None


def noisy(value: float, spread: float, *of: object) -> float:
    """A value with noise of up to `spread` of itself, the same noise every time for the same `of`."""
    return value * (1 + spread * (2 * Random(f"{SEED}:{':'.join(map(str, of))}").random() - 1))


def quarter_of(day: dt.date) -> str:
    """The label of the quarter a day falls in."""
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def _ordinal(label: str) -> int:
    return int(label[:4]) * 4 + int(label[-1])
