"""Every quoted figure, who said it and how good the evidence is; and how a figure of ours stands against it."""

import csv
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Literal

from queries.catalogue import METRICS, VIEWS
from queries.read import Book, Row, listing

Verdict = Literal["above", "below", "inside", "cannot tell"]
SCALES = {"percent": 0.01, "million USD": 1_000_000, "million USD per 2 years": 1_000_000}
"""What a quoted unit is multiplied by to stand beside our figures (shares 0 to 1, money in ones)."""

DESCRIBE_FAILURE = frozenset({"change_ratio_fail"})
"""Quoted of those that fail, though their population is ours; the file's direction says where failure lies."""
ESTIMATES = {
    "platform_speed_multiple": ("platform_effect", "multiple_low", "multiple_high"),
    "narrow_vs_generic_ratio": ("narrow_effect", "multiple_low", "multiple_high"),
    "build_velocity_multiple": ("build_speed", "fifth_low", "fifth_high"),
}
"""Metrics estimated from cases whose interval is not a share's: the view that has it, and its columns there."""


@dataclass(frozen=True)
class Benchmark:
    """A quoted figure. `low` and `high` are in our units; `grade` says how good the evidence is.

    `comparable` is "yes" where its population is the same as ours; otherwise it is quoted beside, never scored.
    Benchmarks of one `conflict_group` contradict each other.
    """

    id: str
    theme: str
    compares_with: str
    low: float
    high: float
    unit: str
    direction: str
    statement: str
    quoted_publisher: str
    year: str
    seed: str
    grade: str
    conflict_group: str
    population: str
    comparable: str

    @property
    def is_scored(self) -> bool:
        return self.comparable == "yes"

    @property
    def describes_failure(self) -> bool:
        """Whether it is the mark of those that fail: to be there is bad, to be beyond it is no success yet."""
        return self.id in DESCRIBE_FAILURE or "describes failure" in self.population


def verdict(low: float | None, high: float | None, benchmark: Benchmark) -> Verdict | None:
    """How an interval stands against a benchmark's band; None where it must not be scored or there is no figure.

    Above where the whole interval is above, below where it is below, inside where it is contained.
    """
    if low is None or high is None or not benchmark.is_scored:
        return None
    if low > benchmark.high:
        return "above"
    if high < benchmark.low:
        return "below"
    if low >= benchmark.low and high <= benchmark.high:
        return "inside"
    return "cannot tell"


def compare(row: Row | None, benchmark: Benchmark) -> Verdict | None:
    """How a figure stands against a benchmark: by its interval, or by itself where it is a full count without one.

    An estimate whose interval was not read (`estimated`) cannot tell.
    """
    if row is None or row.state != "ok":
        return None
    if row.low is None and benchmark.compares_with in ESTIMATES and benchmark.is_scored:
        return "cannot tell"
    low, high = (row.value, row.value) if row.low is None else (row.low, row.high)
    return verdict(low, high, benchmark)


def estimated(book: Book, metric: str, row: Row | None) -> Row | None:
    """A figure of the whole scope with the interval that stands in its own view, where it is an estimate."""
    if row is None or metric not in ESTIMATES:
        return row
    view, low, high = ESTIMATES[metric]
    found = listing(book, VIEWS[view]).frame
    known = found[[low, high]].dropna() if {low, high} <= set(found.columns) else found.head(0)
    return row if known.empty else replace(row, low=float(known[low].iloc[0]), high=float(known[high].iloc[0]))


def _load() -> dict[str, Benchmark]:
    path = Path(__file__).with_name("benchmarks.csv")
    names = [item.name for item in fields(Benchmark)]
    found = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            scale = SCALES.get(line["unit"], 1)
            values = {name: line[name] for name in names} | {
                "compares_with": METRICS.id_of(line["compares_with"]),
                "low": float(line["low"]) * scale,
                "high": float(line["high"]) * scale,
            }
            found[line["id"]] = Benchmark(**values)  # type: ignore[arg-type]
    return found


BENCHMARKS: dict[str, Benchmark] = _load()
