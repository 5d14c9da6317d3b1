"""What a reader is looking at: which version, until when, which quarters and units; set as one cursor's variables.

`as_of` and `until` decide what was known and what is censored, and are applied in staging. `since` and `units` only
choose which results are shown, so that a result's history is never cut.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Protocol

import duckdb

Key = tuple[object, ...]
SHOWN = frozenset({"since", "units", "allowed_units", "withholds_rows"})
"""The fields of a scope that only choose what is shown of a fact: two readers who differ in them alone know the same."""
EVERYTHING = 2**31 - 2  # above every real version, below a candidate's


class Connection(Protocol):
    """What cursors are made from: DuckDB's own, or one that asks first who is asking."""

    def cursor(self) -> duckdb.DuckDBPyConnection: ...


class ScopeError(ValueError):
    """A version, quarter or unit that is not there; the message says what is."""


@dataclass(frozen=True)
class Quarter:
    """A fiscal quarter: its label (`2026-Q3`), first and last day."""

    label: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True)
class Scope:
    """What is looked at. `units` is the visitor's filter, `allowed_units` what a link lets them see; None = all.

    `withholds_rows`: figures and charts alone are told, not which rows of which sheet they came from.
    """

    as_of: int
    since: dt.date
    until: dt.date
    units: tuple[str, ...] | None = None
    allowed_units: tuple[str, ...] | None = None
    candidate: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)
    withholds_rows: bool = False

    @cached_property
    def key(self) -> Key:
        """By what answers are kept: scopes that differ in anything have another."""
        return self._values(item.name for item in fields(self))

    @cached_property
    def knowledge(self) -> Key:
        """By what facts are kept: what is known, whatever is shown of it."""
        return self._values(item.name for item in fields(self) if item.name not in SHOWN)

    def _values(self, names: Iterable[str]) -> Key:
        return tuple(_digest(self.settings) if name == "settings" else getattr(self, name) for name in names)

    def ending(self, quarter: Quarter) -> "Scope":
        """The same scope as it stood at the end of an earlier quarter, showing that quarter."""
        return replace(self, since=min(self.since, quarter.start), until=quarter.end)


def resolve(
    connection: Connection,
    *,
    as_of: str | int | dt.date = "latest",
    since: str | None = None,
    until: str | None = None,
    units: Sequence[str] | None = None,
    allowed_units: Sequence[str] | None = None,
    candidate: str | None = None,
    withholds_rows: bool = False,
) -> Scope:
    """The scope that these words mean in this store. Raises ScopeError for a version, quarter or unit it lacks.

    A unit that is allowed and is not there shows nothing, and widens nothing.
    """
    version = _version(connection, as_of)
    scope = Scope(
        version,
        since=dt.date.min,
        until=dt.date.max,
        allowed_units=None if allowed_units is None else tuple(allowed_units),
        candidate=candidate,
        settings=settings(connection, version),
        withholds_rows=withholds_rows,
    )
    known = quarters(connection, scope)
    if not known:
        if since or until or units:
            raise ScopeError("There is no data yet, so there is no quarter or unit to choose.")
        return replace(scope, until=dt.date.min)
    last = _quarter(until, known) if until else known[-1]
    first = _quarter(since, known) if since else known[0]
    if first.start > last.start:
        raise ScopeError(f"{first.label} is after {last.label}: the first quarter must not follow the last.")
    scope = replace(scope, since=first.start, until=last.end)
    there = business_units(connection, scope) if units else ()
    for unit in units or ():
        if unit not in there:
            raise ScopeError(f"There is no unit {unit!r}. There are: {', '.join(there)}.")
    return replace(scope, units=tuple(units) if units else None)


def cursor(connection: Connection, scope: Scope) -> duckdb.DuckDBPyConnection:
    """A cursor that sees the store as `scope` says. Without one, the ledger shows nothing."""
    made = connection.cursor()
    made.execute("set variable as_of = cast($1 as integer)", [scope.as_of])
    made.execute("set variable since = cast($1 as date)", [scope.since])
    made.execute("set variable until = cast($1 as date)", [scope.until])
    made.execute("set variable units = cast($1 as varchar[])", [_listed(scope.units)])
    made.execute("set variable allowed_units = cast($1 as varchar[])", [_listed(scope.allowed_units)])
    made.execute("set variable candidate = cast($1 as varchar)", [scope.candidate])
    made.execute(
        "set variable settings = map(cast($1 as varchar[]), cast($2 as varchar[]))",
        [list(scope.settings), [str(value) for value in scope.settings.values()]],
    )
    return made


def quarters(connection: Connection, scope: Scope) -> tuple[Quarter, ...]:
    """The quarters the store has data for, oldest first: from the first row to the last thing that happened.

    A budget or a forecast has not happened; where there is nothing else, the quarters are those of the plan.
    """
    rows = (
        cursor(connection, scope)
        .execute(
            """
            with known as (
                select period_end as day, true as has_happened
                from ledger.live_parts
                where dataset not in ('targets', 'rates', 'units', 'spend')
                union all
                select period_end, basis = 'actual' or basis is null
                from ledger.spend
            ),
            span as (
                select
                    quarter_start(coalesce(min(day) filter (where has_happened), min(day))) as first_day,
                    quarter_start(coalesce(max(day) filter (where has_happened), max(day))) as last_day,
                from known
            )
            select
                quarter_label(cast(day as date)) as label,
                cast(day as date) as first_day,
                quarter_end(cast(day as date)) as last_day,
            from span, unnest(generate_series(span.first_day, span.last_day, interval 3 month)) as days(day)
            where day is not null
            order by first_day
            """
        )
        .fetchall()
    )
    return tuple(Quarter(*row) for row in rows)


def business_units(connection: Connection, scope: Scope) -> tuple[str, ...]:
    """The units the store has rows for, within what the reader may see."""
    rows = (
        cursor(connection, replace(scope, units=None))
        .execute(
            "select distinct business_unit from ledger.live_parts"
            " where business_unit <> '' and in_units(business_unit) order by business_unit"
        )
        .fetchall()
    )
    return tuple(unit for (unit,) in rows)


def versions(connection: Connection) -> tuple[tuple[int, dt.datetime, str], ...]:
    """Every version, newest first: number, when, and what it was (`kind: file or note`)."""
    made = connection.cursor()
    made.execute(f"set variable as_of = {EVERYTHING}")
    return tuple(
        made.execute(
            "select version, created_at, kind || ': ' || coalesce(nullif(file_name, ''), note, '')"
            " from ledger.versions order by version desc"
        ).fetchall()
    )


def settings(connection: Connection, as_of: int) -> dict[str, str]:
    """Every setting as it stood as of a version, as text."""
    made = connection.cursor()
    made.execute("set variable as_of = cast($1 as integer)", [as_of])
    return dict(made.execute("select setting, setting_value from ledger.settings").fetchall())


def _digest(settings: Mapping[str, str]) -> str:
    """Settings in a few letters: a key is asked for with every answer, and more than a hundred settings are long."""
    return hashlib.sha256(repr(sorted((key, str(value)) for key, value in settings.items())).encode()).hexdigest()


def _listed(names: tuple[str, ...] | None) -> list[str] | None:
    return None if names is None else list(names)


def _version(connection: Connection, as_of: str | int | dt.date) -> int:
    known = versions(connection)
    if as_of == "latest":
        return known[0][0] if known else 0
    if isinstance(as_of, dt.date):
        return max((number for number, at, _ in known if at.date() <= as_of), default=0)
    text = str(as_of).removeprefix("v")
    if text.isdecimal():
        number = int(text)
        if number not in {0, *(number for number, _, _ in known)}:
            raise ScopeError(f"There is no version {number}. The latest is {known[0][0] if known else 0}.")
        return number
    try:
        return _version(connection, dt.date.fromisoformat(text))
    except ValueError:
        raise ScopeError(f"{as_of!r} is neither a version nor a date. Use latest, 12 or 2026-05-14.") from None


def _quarter(text: str, known: Sequence[Quarter]) -> Quarter:
    for quarter in known:
        if text == quarter.label:
            return quarter
    try:
        day = dt.date.fromisoformat(text if len(text) != 7 else f"{text}-01")
    except ValueError:
        day = None
    for quarter in known:
        if day is not None and quarter.start <= day <= quarter.end:
            return quarter
    raise ScopeError(f"There is no data for {text!r}. There is for {known[0].label} to {known[-1].label}.")
