"""Why is a figure not what it was? The way from one version's figure to another's, by cause or by upload."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from queries.catalogue import Metric
from queries.read import Book, Row, by_unit, total
from queries.scope import Scope, settings

Step = str | int
"""A cause (removed, graded, corrected, late, rates, settings), or the number of a version."""
Cause = TypeVar("Cause", bound=str)


@dataclass(frozen=True)
class Bridge:
    """A figure at two versions, and how much of the difference each step made.

    `steps` are in the order in which they were taken: the causes removed, graded, corrected, late, rates, settings; or the numbers
    of the versions between. `residual` is what none of them explains: another method, 0 where the same code computed
    both.
    """

    metric: Metric
    before: float
    after: float
    steps: Mapping[Step, float]

    @property
    def residual(self) -> float:
        """What no step explains."""
        return self.after - self.before - sum(self.steps.values())


def bridge(
    before: Book, after: Book, metric: Metric, candidates: Mapping[Cause, str], unit: str | None = None
) -> Bridge | None:
    """A metric's total (or one unit's figure) taken from one version to another; None where either has no figure.

    `candidates` are what `Store.restate` returned for the two versions, by cause in their order. Both figures are of the
    earlier book's quarters and units, so that a new quarter is not taken for a restatement. A cause without a figure on
    the way (a rate with nothing to divide by) leaves its share to the next.
    """
    start = before.scope
    end = replace(start, as_of=after.scope.as_of, settings=after.scope.settings)
    stops: dict[Step, Scope] = {cause: replace(start, candidate=candidate) for cause, candidate in candidates.items()}
    stops["settings"] = replace(list(stops.values())[-1], settings=end.settings)
    return _walked(before, metric, unit, end, stops)


def by_upload(
    before: Book, after: Book, metric: Metric, versions: Sequence[int], unit: str | None = None
) -> Bridge | None:
    """The same way, a step for each version between the two: what the figure was once it was accepted, with its settings.

    `versions` are any version numbers; those after the first book's and up to the second's are walked in their order.
    None where either version has no figure; a version without one leaves its share to the next.
    """
    start = before.scope
    end = replace(start, as_of=after.scope.as_of, settings=after.scope.settings)
    between = sorted({version for version in versions if start.as_of < version <= end.as_of})
    stops: dict[Step, Scope] = {
        version: replace(start, as_of=version, settings=settings(before.connection, version)) for version in between
    }
    return _walked(before, metric, unit, end, stops)


def figure(book: Book, metric: Metric, unit: str | None = None) -> Row | None:
    """A metric's one row for the scope, or one unit's; None where nothing is known of it."""
    if unit is None:
        return total(book, metric).last
    return next((row for row in by_unit(book, metric).rows if row.business_unit == unit), None)


def _walked(book: Book, metric: Metric, unit: str | None, end: Scope, stops: Mapping[Step, Scope]) -> Bridge | None:
    first, last = _value(book, metric, unit), _value(book.at(end), metric, unit)
    if first is None or last is None:
        return None
    steps: dict[Step, float] = {}
    stood = first
    for step, scope in stops.items():
        now = _value(book.at(scope), metric, unit)
        steps[step] = 0.0 if now is None else now - stood
        stood += steps[step]
    return Bridge(metric, first, last, steps)


def _value(book: Book, metric: Metric, unit: str | None) -> float | None:
    row = figure(book, metric, unit)
    return None if row is None else row.value
