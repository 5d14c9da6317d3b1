"""What is missing for which figure, who is late, and what should be filled in first?

Whether a blank cell is a gap cannot always be known: a list without a single barrier may be true. Such columns are named
in TRULY_BLANK, and are never called missing in a row; only that no value of theirs was ever given.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import duckdb

from queries.catalogue import METRICS
from queries.read import Book, by_unit
from queries.scope import Quarter, cursor, quarters

State = Literal["sent", "partly", "late", "lapsed", "never"]
"""Of a unit's sheet: sent for the quarter; sent with a column blank in every row; sent within the last year and not for
the quarter; sent longer ago; never sent."""
YEAR = 4  # quarters within which a sheet must have come to be expected again
SHEETS = ("spend", "adoption", "pilots", "deployments", "training", "survey", "people")
LISTS = frozenset({"pilots", "training"})
TRULY_BLANK = frozenset(
    {
        "pilots.barrier",
        "pilots.handoff_on",
        "pilots.last_reviewed_on",
        "pilots.kpi",
        "spend.initiative_id",
        "spend.basis",
        "training.first_build_on",
        "people.function",
        "adoption.hours_saved",
        "deployments.hours_saved",
        "deployments.benefit_amount",
    }
)
"""Columns of which a blank may say the truth: nothing holds it up, the vendor never left, there is no benefit yet."""
EXPECTED = {
    "pilots.started_on": "stage not in ('idea', 'unknown')",
    "people.open_roles_days": "open_ai_roles > 0",
}
"""The rows in which a column can have a value, where those are not all."""
SECRET = frozenset({"survey"})  # how many left a question blank says how many answered it


@dataclass(frozen=True)
class Sheet:
    """What a unit sent of a dataset. `last` is the newest quarter it sent, `blank` the columns that figures need and no
    row of that quarter has, `days_late` the days since the quarter asked about ended."""

    dataset: str
    business_unit: str
    state: State
    last: str = ""
    blank: tuple[str, ...] = ()
    days_late: int = 0


@dataclass(frozen=True)
class Gap:
    """A column that is blank in some rows of the newest sheets: in how many of how many, in which units, and how many
    figures are computed without those rows."""

    dataset: str
    column: str
    blank: int
    rows: int
    units: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Fill:
    """Something to fill in first: columns of a dataset (none: the whole sheet) in these units. `unlocks` are the figures
    that wait for nothing else in one of them, `spent` the money these units have spent so far (None: not known)."""

    dataset: str
    columns: tuple[str, ...]
    units: tuple[str, ...]
    unlocks: tuple[str, ...]
    spent: float | None


@dataclass(frozen=True)
class Quality:
    """The inputs of a scope, judged for the newest finished `quarter`. `waiting` are the figures that some unit cannot
    have, with how many units; figures are named by their ids."""

    quarter: Quarter
    units: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    gaps: tuple[Gap, ...]
    first: tuple[Fill, ...]
    waiting: Mapping[str, int]

    @property
    def late(self) -> tuple[Sheet, ...]:
        """The sheets that are late."""
        return tuple(sheet for sheet in self.sheets if sheet.state == "late")


@dataclass(frozen=True)
class _Given:
    """What one unit gave of one dataset in one quarter: rows, and of each column how many values and how many expected."""

    rows: int
    filled: Mapping[str, int]
    expected: Mapping[str, int]


_All = Mapping[tuple[str, str], Mapping[dt.date, _Given]]
"""(dataset, unit) -> first day of a quarter -> what was given."""


def quality(book: Book, today: dt.date) -> Quality | None:
    """How complete and how timely what is shown is; None where no unit has sent anything.

    The quarter asked about is the last that had finished `today`, or the last one shown where an earlier one was chosen.
    """
    known = quarters(book.connection, book.scope)
    if not known:
        return None
    scoped = cursor(book.connection, book.scope)
    given = _given(scoped)
    units = tuple(sorted({unit for _, unit in given}, key=str.casefold))
    if not units:
        return None
    quarter = _asked_about(book, scoped, known, today)
    sheets = tuple(
        _sheet(name, unit, given.get((name, unit), {}), quarter, today, scoped) for unit in units for name in SHEETS
    )
    waits = {unit: _waits(unit, given) for unit in units}
    return Quality(
        quarter,
        units,
        sheets,
        tuple(_gaps(given, quarter)),
        tuple(_first(book, waits)),
        {
            metric: sum(metric in found for found in waits.values())
            for metric in METRICS
            if any(metric in found for found in waits.values())
        },
    )


def needed() -> dict[str, tuple[str, ...]]:
    """The columns that figures need, by dataset: each with no regard to what could stand in its place."""
    found: dict[str, dict[str, None]] = {name: {} for name in SHEETS}
    for metric in METRICS.values():
        for dataset, column in (column for need in metric.needs for column in _alternatives(need)):
            if dataset in found:
                found[dataset][column] = None
    return {dataset: tuple(columns) for dataset, columns in found.items()}


def _alternatives(need: str) -> list[tuple[str, str]]:
    """`a.b | c.d`: any of these columns will do."""
    parts = (part.strip().partition(".") for part in need.split("|"))
    return [(dataset, {"period": "period_start"}.get(column, column)) for dataset, _, column in parts]


def _asked_about(book: Book, scoped: duckdb.DuckDBPyConnection, known: Sequence[Quarter], today: dt.date) -> Quarter:
    chosen = next((quarter for quarter in known if quarter.end == book.scope.until), known[-1])
    if chosen.end < known[-1].end:
        return chosen
    start, end, label = scoped.execute(
        "select quarter_start(day), quarter_end(day), quarter_label(day)"
        " from (select cast(quarter_start(cast($1 as date)) - to_days(1) as date) as day)",
        [today],
    ).fetchall()[0]
    return Quarter(label, start, end)


def _given(scoped: duckdb.DuckDBPyConnection) -> _All:
    """Every unit's rows by dataset and quarter, with how many values each needed column has."""
    found: dict[tuple[str, str], dict[dt.date, _Given]] = {}
    for dataset, columns in needed().items():
        day = "reporting_on" if dataset in LISTS else "period_end"
        # a budget or a forecast is no report of what happened
        told = "coalesce(basis, 'actual') = 'actual'" if dataset == "spend" else "true"
        counts = "".join(
            f", count({column}) filter ({expected}), count(*) filter ({expected})"
            for column in columns
            for expected in [EXPECTED.get(f"{dataset}.{column}", "true")]
        )
        rows = scoped.execute(
            f"select business_unit, quarter_start({day}), count(*) filter ({told}){counts} from ledger.{dataset}"
            f" where business_unit is not null and in_units(business_unit)"
            f" and ({day} <= getvariable('until') or not {told}) group by all"
        ).fetchall()
        for unit, quarter, number, *pairs in rows:
            filled = dict(zip(columns, pairs[::2], strict=True))
            expected = dict(zip(columns, pairs[1::2], strict=True))
            found.setdefault((dataset, unit), {})[quarter] = _Given(number, filled, expected)
    return found


def _sheet(
    dataset: str,
    unit: str,
    given: Mapping[dt.date, _Given],
    quarter: Quarter,
    today: dt.date,
    scoped: duckdb.DuckDBPyConnection,
) -> Sheet:
    sent = sorted(start for start, found in given.items() if found.rows)
    if not sent:
        return Sheet(dataset, unit, "never")
    # a list of a later day says what a list of the quarter would; a later quarter's money does not
    answering = [start for start in sent if start == quarter.start or (dataset in LISTS and start > quarter.start)]
    before = [start for start in sent if start < quarter.start]
    newest = answering[0] if answering else before[-1] if before else sent[-1]
    (label,) = scoped.execute("select quarter_label(cast($1 as date))", [newest]).fetchall()[0]
    if answering or not before:
        blank = tuple(
            column
            for column, count in given[newest].filled.items()
            if not count and given[newest].expected[column] and f"{dataset}.{column}" not in TRULY_BLANK
        )
        return Sheet(dataset, unit, "partly" if blank else "sent", label, blank)
    quarters_ago = (quarter.start.year - newest.year) * 4 + (quarter.start.month - newest.month) // 3
    state: State = "late" if quarters_ago <= YEAR else "lapsed"
    return Sheet(dataset, unit, state, label, days_late=max(0, (today - quarter.end).days))


def _waits(unit: str, given: _All) -> dict[str, frozenset[tuple[str, str]]]:
    """The figures that a unit cannot have yet, each with what it waits for: columns, or whole sheets (no column)."""
    sent = {dataset for dataset in SHEETS if given.get((dataset, unit))}
    filled = {
        (dataset, column)
        for dataset in sent
        for found in given[dataset, unit].values()
        for column, count in found.filled.items()
        if count
    }
    waits: dict[str, frozenset[tuple[str, str]]] = {}
    for metric in METRICS.values():
        missing = [need for need in map(_alternatives, metric.needs) if not filled & set(need)]
        if missing:
            waits[metric.id] = frozenset(_wanted(need, sent) for need in missing)
    return waits


def _wanted(need: Sequence[tuple[str, str]], sent: Iterable[str]) -> tuple[str, str]:
    """The least that gives a need: a column of a sheet that comes anyway, else the sheet."""
    return next((column for column in need if column[0] in sent), (need[0][0], ""))


def _first(book: Book, waits: Mapping[str, Mapping[str, frozenset[tuple[str, str]]]]) -> list[Fill]:
    """What would unlock figures: the most for each column to fill in first, then by the money behind. Units that lack the
    same stand together, with all that it would unlock in any of them."""
    spent = {row.business_unit: row.value for row in by_unit(book, METRICS["cost"]).rows}
    found: dict[frozenset[tuple[str, str]], tuple[list[str], dict[str, None]]] = {}
    for unit, waiting in waits.items():
        for wanted in _worth_it(waiting):
            units, unlocks = found.setdefault(wanted, ([], {}))
            units.append(unit)
            unlocks |= dict.fromkeys(metric for metric, needs in waiting.items() if needs <= wanted)
    fills = []
    for wanted, (units, unlocks) in found.items():
        amounts = [amount for unit in units if (amount := spent.get(unit)) is not None]
        columns = tuple(sorted(column for _, column in wanted if column))
        dataset = next(iter(wanted))[0]
        fills.append(Fill(dataset, columns, tuple(units), tuple(unlocks), sum(amounts) if amounts else None))
    return sorted(
        fills,
        key=lambda fill: (
            -len(fill.unlocks) / max(1, len(fill.columns)),
            -(fill.spent or 0),
            -len(fill.units),
            fill.dataset,
            fill.columns,
        ),
    )


def _worth_it(waiting: Mapping[str, frozenset[tuple[str, str]]]) -> list[frozenset[tuple[str, str]]]:
    """The sets of columns of one sheet that a figure waits for, but for those that give no more than their parts do."""
    wanted = {needs for needs in waiting.values() if len({dataset for dataset, _ in needs}) == 1}
    gives = {columns: {metric for metric, needs in waiting.items() if needs <= columns} for columns in wanted}
    return [
        columns
        for columns in sorted(wanted, key=sorted)
        if gives[columns] - set().union(*(gives[part] for part in wanted if part < columns))
    ]


def _gaps(given: _All, quarter: Quarter) -> Iterable[Gap]:
    """Columns with blanks in the newest sheets up to the quarter, the most figures first."""
    for dataset, columns in needed().items():
        if dataset in SECRET:
            continue
        newest = {
            unit: found[max(starts)]
            for (name, unit), found in given.items()
            if name == dataset
            and (starts := [start for start in found if start <= quarter.start and found[start].rows])
        }
        for column in columns:
            name = f"{dataset}.{column}"
            if name in TRULY_BLANK:
                continue
            rows = sum(sheet.expected[column] for sheet in newest.values())
            blanks = {unit: sheet.expected[column] - sheet.filled[column] for unit, sheet in newest.items()}
            units = tuple(unit for unit, count in sorted(blanks.items(), key=lambda item: -item[1]) if count)
            if units:
                figures = tuple(
                    metric.id
                    for metric in METRICS.values()
                    if any((dataset, column) in _alternatives(n) for n in metric.needs)
                )
                yield Gap(dataset, column, sum(blanks.values()), rows, units, figures)
