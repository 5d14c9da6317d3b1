"""Figures and listings of a scope: each with its cases, its interval and whether they are enough."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import duckdb
import pandas as pd

from queries.catalogue import DETECTORS, VIEWS, Metric, SqlFile, Subject, View, columns_of
from queries.generated import union_of_detectors
from queries.install import Warehouse, behind, behind_facts, create, facts_among
from queries.scope import Connection, Quarter, Scope, quarters

State = Literal["ok", "few", "insufficient", "suppressed"]
HIDDEN = {
    "unit": "bool_or(is_hidden)",
    "total": "is_small_group(sum(people)) or count_if(is_hidden) not in (0, max(hidden))",
}
"""When a figure of people is hidden in a period, and with it in every span of periods: a unit's where it must be; a total
where it holds some hidden groups but not all, for one total less another would give them away, or where all it holds is few."""
LEFT_OUT = {"unit": "bool_or(is_hidden)", "total": "bool_and(is_hidden)"}
"""When a figure that leaves hidden groups out is hidden itself: where nothing else is in it."""
PLACE = ("upload", "version", "sheet", "source_row")
"""The columns of a listing that say where a row stood."""
FINDINGS = Subject(
    "every",
    "detectors",
    union_of_detectors(),
    "Everything that was found",
    "What did each detector find?",
    "what every detector judged, the most severe and dearest first",
    unit="money",
    good="down",
)
"""What `findings` answers: all detectors together, which stand on no page of their own."""
NOT_RATES = frozenset({"money", "count", "days", "months", "quarters"})


class RowsWithheld(Exception):
    """Single rows were asked for under a scope that tells figures and charts alone."""


@dataclass(frozen=True)
class Book:
    """A store's views opened at a scope: what every figure is read from."""

    warehouse: Warehouse
    scope: Scope

    @property
    def connection(self) -> Connection:
        return self.warehouse.connection

    def cursor(self, subject: Subject | None = None) -> duckdb.DuckDBPyConnection:
        """A cursor that can read a subject, or (None) every fact and view."""
        if subject is None:
            create(self.warehouse)
            return self.warehouse.facts.reading(self.connection, self.scope)
        return self._reading(behind(subject))

    def facts(self, *names: str) -> duckdb.DuckDBPyConnection:
        """A cursor that can read these facts, and those they rest on: working out every fact takes many times as long."""
        return self._reading(behind_facts(*names))

    def _reading(self, files: frozenset[SqlFile]) -> duckdb.DuckDBPyConnection:
        create(self.warehouse, files)
        return self.warehouse.facts.reading(self.connection, self.scope, facts_among(files))

    def at(self, scope: Scope) -> "Book":
        """The same store under another scope."""
        return Book(self.warehouse, scope)

    def ending(self, quarter: Quarter) -> "Book":
        return self.at(self.scope.ending(quarter))

    def before(self) -> "Book | None":
        """The same store as it stood a quarter earlier; None where nothing is known of then."""
        earlier = [quarter for quarter in self._known if quarter.end < self.scope.until]
        return self.ending(earlier[-1]) if earlier else None

    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters shown, oldest first."""
        return tuple(
            quarter for quarter in self._known if self.scope.since <= quarter.start and quarter.end <= self.scope.until
        )

    @cached_property
    def _known(self) -> tuple[Quarter, ...]:
        """Every quarter of the scope's version, asked for once: a version never changes."""
        return quarters(self.connection, self.scope)


@dataclass(frozen=True)
class Row:
    """One figure. Rates are fractions; `low` and `high` its 95 % Wilson interval where it is a rate over cases.

    `n` is the number of cases. state: ok; few = below the metric's minimum, show the counts only; insufficient = there
    is nothing to divide by; suppressed = hidden to protect a small group. `left_out`: of how many units something few
    people stand behind is not in it.
    """

    period: str | None
    business_unit: str | None
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    state: State
    left_out: int = 0


Grain = Literal["quarter", "unit", "unit and quarter", "total"]
_GRAINS: dict[tuple[bool, bool], Grain] = {
    (True, False): "quarter",
    (False, True): "unit",
    (True, True): "unit and quarter",
    (False, False): "total",
}
"""By whether rows are by period, and by unit."""


@dataclass(frozen=True)
class Answer:
    """A metric's rows under a scope; `missing` are columns without any value, for want of which there are no rows.

    `by`: what a row is for.
    """

    metric: Metric
    scope: Scope
    rows: tuple[Row, ...]
    missing: tuple[str, ...] = ()
    by: Grain = "quarter"

    @property
    def last(self) -> Row | None:
        return self.rows[-1] if self.rows else None


@dataclass(frozen=True)
class Listing:
    """A view's rows under a scope. `frame` is empty where `missing` names what the answer needs."""

    view: Subject
    scope: Scope
    frame: pd.DataFrame
    missing: tuple[str, ...] = ()


def over_time(book: Book, metric: Metric) -> Answer:
    """The figure quarter by quarter, over the units shown."""
    return _answer(book, metric, by_period=True, by_business_unit=False)


def by_unit(book: Book, metric: Metric) -> Answer:
    """The figure for each unit shown, over the scope's periods (a state: at its end)."""
    return _answer(book, metric, by_period=False, by_business_unit=True)


def by_unit_over_time(book: Book, metric: Metric) -> Answer:
    """The figure for each unit and quarter shown."""
    return _answer(book, metric, by_period=True, by_business_unit=True)


def total(book: Book, metric: Metric) -> Answer:
    """One figure for the scope, over the units shown."""
    return _answer(book, metric, by_period=False, by_business_unit=False)


def listing(book: Book, view: View | Subject) -> Listing:
    """A view's rows; under a scope that withholds rows, without where they stood."""
    missing = needs_missing(book, view.needs)
    scoped = book.cursor(view)
    if missing:
        return Listing(view, book.scope, scoped.execute(f"select * from {view.name} limit 0").df(), missing)
    # a detector is listed in an order of its own: the one rows happen to be found in may rest on what is hidden
    order = " order by business_unit, subject_kind, subject_id" if view.layer == "detectors" else ""
    frame = scoped.execute(f"select * from {view.name}{order}").df()
    if book.scope.withholds_rows and set(PLACE) <= set(frame.columns):
        frame = frame.assign(**dict.fromkeys(PLACE))
    return Listing(view, book.scope, frame)


def rows_behind(book: Book, subject: Subject) -> Listing:
    """The rows a figure was computed from, each with upload, sheet and row.

    Raises KeyError where it names no view, RowsWithheld where the scope withholds them.
    """
    demand_rows(book)
    if subject.rows is None:
        raise KeyError(f"{subject.id} names no view of its rows")
    return listing(book, VIEWS[subject.rows])


def demand_rows(book: Book) -> None:
    """Raise RowsWithheld where the scope tells figures and charts alone."""
    if book.scope.withholds_rows:
        raise RowsWithheld("A link shows figures and charts. The rows behind them are not part of it.")


def findings(book: Book) -> Listing:
    """What every detector found, one row per unit, initiative or tool, the most severe and dearest first."""
    parts = []
    for detector in DETECTORS.values():
        found = listing(book, detector).frame
        found = found[found["business_unit"].notna()]
        parts.append(found.assign(detector=detector.id, title=detector.title, group=detector.group))
    every = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if not every.empty:
        every = every.sort_values(["severity", "exposed"], ascending=False, na_position="last", ignore_index=True)
    return Listing(FINDINGS, book.scope, every)


def needs_missing(book: Book, needs: Iterable[str]) -> tuple[str, ...]:
    """Those of `needs` that have no value at all in the ledger as of the scope."""
    columns = {need: {*columns_of(need)} for need in needs}
    known = book.warehouse.facts.having_values(book.connection, book.scope, set().union(*columns.values()))
    return tuple(need for need, either in columns.items() if known.isdisjoint(either))


def _answer(book: Book, metric: Metric, *, by_period: bool, by_business_unit: bool) -> Answer:
    grain = _GRAINS[by_period, by_business_unit]
    missing = needs_missing(book, metric.needs)
    if missing:
        return Answer(metric, book.scope, (), missing, grain)
    if by_period and metric.kind in ("state", "to_date"):
        rows: list[Row] = []
        for quarter in book.quarters():
            then = book.ending(quarter)
            rows += [replace(row, period=quarter.label) for row in _rows(then, metric, False, by_business_unit)]
        return Answer(metric, book.scope, tuple(rows), by=grain)
    return Answer(metric, book.scope, tuple(_rows(book, metric, by_period, by_business_unit)), by=grain)


def _rows(book: Book, metric: Metric, by_period: bool, by_business_unit: bool) -> list[Row]:
    """The metric's own rows, summed to the grain asked for.

    A metric that is not additive brings a row without business_unit for its total, and is only picked from.
    """
    period = "period" if by_period else "cast(null as varchar)"
    unit = "business_unit" if by_business_unit else "cast(null as varchar)"
    conditions = ["true"]
    if not metric.additive:
        conditions.append(f"business_unit is {'not null' if by_business_unit else 'null'}")
    if metric.kind in ("flow", "cohort"):
        conditions.append("period between quarter_label(cast(getvariable('since') as date))")
        conditions.append("quarter_label(cast(getvariable('until') as date))")
    is_hidden = "must_hide(period, business_unit, people, is_small_group(people))" if metric.people else "false"
    if metric.leaves_out:
        is_hidden = "is_left_out"
    hidden = LEFT_OUT if metric.leaves_out else HIDDEN
    found = (
        book.cursor(metric)
        .execute(
            f"""
            with every as (
                select
                    cast(period as varchar) as period,
                    business_unit,
                    cast(sum(numerator) as double) as numerator,
                    cast(sum(denominator) as double) as denominator,
                    {"sum(people)" if metric.people else "0"} as people,
                    {"bool_or(has_hidden)" if metric.leaves_out else "false"} as has_hidden,
                    {"bool_and(is_hidden)" if metric.leaves_out else "false"} as is_left_out,
                from {metric.name}
                where {" and ".join(conditions)}
                group by all
            ),
            judged as (
                select *, {is_hidden} as is_hidden
                from every
            ),
            counted as (
                select *, count_if(is_hidden) over (partition by period) as hidden
                from judged
            ),
            in_period as (
                select
                    period,
                    {unit} as business_unit,
                    sum(numerator) as numerator,
                    sum(denominator) as denominator,
                    {hidden["unit" if by_business_unit else "total"]} as is_hidden,
                    list(business_unit) filter (has_hidden) as left_out,
                from counted
                where business_unit is null or in_units(business_unit)
                group by all
            ),
            shown as (
                select
                    {period} as period,
                    business_unit,
                    sum(numerator) as numerator,
                    sum(denominator) as denominator,
                    {"bool_and" if metric.leaves_out and not by_business_unit else "bool_or"}(is_hidden) as is_hidden,
                    len(list_distinct(flatten(coalesce(list(left_out), [])))) as left_out,
                from in_period
                group by all
            )
            select
                period, business_unit, numerator, denominator,
                wilson_low(numerator, denominator), wilson_high(numerator, denominator), is_hidden, left_out,
            from shown
            order by period, business_unit
            """
        )
        .fetchall()
    )
    return [
        Row(period, unit, None, None, None, None, None, None, "suppressed")
        if is_hidden
        else replace(row_of(metric, period, unit, *values), left_out=left_out)
        for period, unit, *values, is_hidden, left_out in found
    ]


def row_of(
    metric: Metric,
    period: str | None,
    business_unit: str | None,
    numerator: float | None,
    denominator: float | None,
    low: float | None,
    high: float | None,
) -> Row:
    """A figure of a metric made of its counts: with its value, and whether they are enough."""
    is_plain = denominator is None and metric.unit in NOT_RATES and not metric.interval
    base = denominator if denominator is not None and denominator > 0 else None  # nothing is a share of a refund
    value = numerator if is_plain else numerator / base if numerator is not None and base is not None else None
    n = int(denominator) if (metric.interval or metric.census) and denominator is not None else None
    state: State = "ok"
    if value is None:
        state = "insufficient"
    elif metric.interval and n is not None and n < metric.minimum_n:
        state = "few"
    if not metric.interval:
        low = high = None
    return Row(period, business_unit, numerator, denominator, value, low, high, n, state)
