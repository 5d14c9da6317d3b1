"""Why is a figure not what it was? The way from one version's figure to another's, cause by cause."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from queries.catalogue import Metric
from queries.read import Book, total
from queries.scope import Scope


@dataclass(frozen=True)
class Bridge:
    """A figure at two versions, and how much of the difference each cause made.

    `steps` are in the order in which they were taken: removed, corrected, late, rates, settings. `residual` is what none
    of them explains: another method; 0 where the same code computed both.
    """

    metric: Metric
    before: float
    after: float
    steps: Mapping[str, float]

    @property
    def residual(self) -> float:
        return self.after - self.before - sum(self.steps.values())


def bridge(before: Book, after: Book, metric: Metric, candidates: Mapping[Any, str]) -> Bridge | None:
    """A metric's total taken from one version to another; None where either has no figure.

    `candidates` are what `Store.restate` returned for the two versions, by cause in their order. Both figures are of the
    earlier book's quarters and units, so that a new quarter is not taken for a restatement. A cause without a figure on
    the way (a rate with nothing to divide by) leaves its share to the next.
    """
    start = before.scope
    end = replace(start, as_of=after.scope.as_of, settings=after.scope.settings)
    first, last = _figure(before, start, metric), _figure(before, end, metric)
    if first is None or last is None:
        return None
    stops = {cause: replace(start, candidate=candidate) for cause, candidate in candidates.items()}
    stops["settings"] = replace(list(stops.values())[-1], settings=end.settings)
    steps, stood = {}, first
    for cause, scope in stops.items():
        now = _figure(before, scope, metric)
        steps[cause] = 0.0 if now is None else now - stood
        stood += steps[cause]
    return Bridge(metric, first, last, steps)


def _figure(book: Book, scope: Scope, metric: Metric) -> float | None:
    row = total(book.at(scope), metric).last
    return None if row is None else row.value
