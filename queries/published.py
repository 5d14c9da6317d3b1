"""What a board is shown of a quarter: every figure in total and by unit, and the code that computed them."""

import hashlib
import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from queries.catalogue import HERE, METRICS, Metric, SqlFile, sql_files
from queries.install import behind
from queries.read import Book, Row, by_unit, total
from queries.scope import Quarter

VERSION: str = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
SAME = 1e-9  # two figures this near to each other, as a share of their size, differ by the order of summing only
BETWEEN_WORDS = re.compile(r"('(?:[^']|'')*')|(?:\s|--[^\n]*)+")
"""A quoted text, which is kept as it is; or blanks and comments, which say nothing to the database."""


class PublishedFigure(Protocol):
    """A figure as it was published, whoever kept it."""

    @property
    def metric(self) -> str: ...
    @property
    def business_unit(self) -> str: ...
    @property
    def value(self) -> float | None: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True)
class Shown:
    """A figure of a quarter as it is shown; `business_unit` is blank for the whole company.

    Without a value where it is hidden or there is nothing to divide by: `state` says which.
    """

    metric: str
    business_unit: str
    period: str
    value: float | None
    numerator: float | None
    denominator: float | None
    n: int | None
    state: str


@dataclass(frozen=True)
class Restated:
    """A published figure that is another today; `now` is None where there is none any more."""

    metric: Metric
    business_unit: str
    before: PublishedFigure | None
    now: PublishedFigure | None

    @property
    def change(self) -> float | None:
        """By how much; None where either has no value."""
        if self.before is None or self.now is None or self.before.value is None or self.now.value is None:
            return None
        return self.now.value - self.before.value


def published(book: Book, quarter: Quarter, metrics: Iterable[Metric] | None = None) -> tuple[Shown, ...]:
    """Every figure of one quarter as the book's version has it, over all units and for each; small groups stay hidden."""
    of_quarter = in_quarter(book, quarter)
    return tuple(
        Shown(
            metric.id,
            row.business_unit or "",
            quarter.label,
            row.value,
            row.numerator,
            row.denominator,
            row.n,
            row.state,
        )
        for metric in (METRICS.values() if metrics is None else metrics)
        for row in _rows(of_quarter, metric)
    )


def in_quarter(book: Book, quarter: Quarter) -> Book:
    """The same store, looking at one quarter and all units."""
    return book.at(replace(book.scope, since=quarter.start, until=quarter.end, units=None))


def restated(before: Iterable[PublishedFigure], now: Iterable[PublishedFigure]) -> tuple[Restated, ...]:
    """Which figures are not what they were, the company's before the units', each in the order of the catalogue.

    A method that is gone, and one of which nothing was published, is left out: there is nothing to compare it with.
    """
    old, new = _by_name(before), _by_name(now)
    told = {metric for metric, _ in old}
    order = {name: place for place, name in enumerate(METRICS)}
    names = sorted({*old, *new}, key=lambda name: (bool(name[1]), order.get(name[0], 0), name[1]))
    return tuple(
        Restated(METRICS[metric], unit, old.get((metric, unit)), new.get((metric, unit)))
        for metric, unit in names
        if metric in METRICS and metric in told and not is_same(old.get((metric, unit)), new.get((metric, unit)))
    )


def is_same(figure: PublishedFigure | Row | None, other: PublishedFigure | Row | None) -> bool:
    """Whether two figures are one and the same, summed in whatever order; both hidden, or both without a value."""
    if figure is None or other is None:
        return figure is other
    if figure.value is None or other.value is None:
        return figure.value is other.value and figure.state == other.state
    return math.isclose(figure.value, other.value, rel_tol=SAME, abs_tol=SAME)


def code() -> str:
    """The code that figures are computed by: our version and a hash of the SQL behind them, `0.5.0+1c2d3e4f5a6b`.

    A listing or a detector may change without it, for no figure reads them; so may a title, a page, a comment.
    """
    return f"{VERSION}+{fingerprint(files())}"


def fingerprint(files: Iterable[SqlFile]) -> str:
    """Twelve letters that are others once a select says something else, or is read by another name."""
    digest = hashlib.sha256()
    for layer, name, select in sorted((file.layer, file.name, _bare(file.select)) for file in files):
        digest.update(f"{layer}.{name}\0{select}\0".encode())
    return digest.hexdigest()[:12]


def files() -> list[SqlFile]:
    """The macros, and every SQL file that a metric reads."""
    return [*sql_files("macros"), *{file for metric in METRICS.values() for file in behind(metric)}]


def _bare(select: str) -> str:
    """A select without its comments, in one line."""
    return BETWEEN_WORDS.sub(lambda found: found[1] or " ", select).strip()


def _rows(book: Book, metric: Metric) -> tuple[Row, ...]:
    units = by_unit(book, metric).rows
    return (*total(book, metric).rows, *(row for row in units if row.business_unit is not None))


def _by_name(figures: Iterable[PublishedFigure]) -> Mapping[tuple[str, str], PublishedFigure]:
    """Figures by metric and unit; of a metric that was renamed since they were published by its id of today."""
    return {(METRICS.id_of(figure.metric), figure.business_unit): figure for figure in figures}
