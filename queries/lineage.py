"""What became of a row of a sheet? Cell by cell what the file said, what is stored of it, and how figures count it."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from queries.catalogue import Subject
from queries.read import Book, demand_rows

NEVER_OPENED = {
    "survey": "Answers of people are never shown one by one.",
    "units": "Which person belongs to which unit is kept as a key that cannot be read.",
}
"""Datasets whose rows are not opened, and why."""
OF_PEOPLE = frozenset({"adoption", "training", "people"})
TO_OPEN = Subject(
    "rows_to_open",
    "facts",
    "",
    "Rows of people that may be opened",
    "Which rows give nobody away?",
    "rows of adoption, training and people that no rule for few people hides",
)
"""A fact asked for as itself, with the rates that it rests on; it is no listing for a page."""
FEW_PEOPLE = "Few people stand behind this row, or another row could be worked out from it: it is not shown."
PEOPLE_COUNTED = {"deployments": frozenset({"active_users", "intended_users"})}
MONEY = frozenset({"amount", "seat_price", "planned_benefit", "planned_cost", "benefit_amount", "run_cost"})
PLACE = frozenset(
    {"part_id", "line", "sheet", "source_row", "letters", "original", "extra", "feed", "version", "row_key"}
)
ROWS_OF_FILE = "rows of the file"
"""Under this name a row rolled up from many keeps in `extra` which they were: `2-48, 50`."""

StoredRow = dict[str, Any]
"""A row of a dataset by its columns, whose types its dataset says."""


@dataclass(frozen=True)
class Cell:
    """One stored value. `cell` is its address (`C14`; empty where no cell says it), `as_read` what the file said there,
    `corrected` what a person typed instead, `stored` what is kept, `counted` the same as figures count it where that
    differs."""

    column: str
    cell: str
    as_read: str
    corrected: str
    stored: str
    counted: str = ""


@dataclass(frozen=True)
class Line:
    """One stored row: the upload that brought it, where it stood, its cells, and the columns nobody asked for (`extra`).

    `rows_behind` are the rows of the file it was rolled up from, `names` the ids that what it describes goes by. `withheld`
    says why it is not opened; it then has neither unit, cells, names nor extra. `has_cells`: its values were read from cells, and
    which ones was kept. `key` names it within its dataset.
    """

    dataset: str
    key: int
    business_unit: str
    version: int
    file_name: str
    author: str
    created_at: dt.datetime | None
    note: str
    feed: str
    sheet: str
    source_row: int
    cells: tuple[Cell, ...] = ()
    extra: Mapping[str, str] | None = None
    rows_behind: str = ""
    withheld: str = ""
    has_cells: bool = True
    names: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Trace:
    """What became of a row of a sheet: the rows stored from it. `is_active`: they stand, as of the version looked at; else
    they stood when they were uploaded, and another upload or a withdrawal has taken their place."""

    version: int
    sheet: str
    source_row: int
    lines: tuple[Line, ...]
    is_active: bool = True


def trace(book: Book, version: int, sheet: str, source_row: int) -> Trace:
    """The rows stored from a row of a sheet of an upload: one, several (a wide sheet, two datasets), or none.

    The visitor's filter of units is not asked, for the row was chosen; what a link allows is. Rows that no longer stand
    are shown as they stood at their upload. Raises RowsWithheld where the scope withholds rows.
    """
    demand_rows(book)
    every = book.at(replace(book.scope, units=None))
    if lines := _lines(every, version, sheet, source_row):
        return Trace(version, sheet, source_row, lines)
    if version >= book.scope.as_of:
        return Trace(version, sheet, source_row, ())
    then = _lines(every.at(replace(every.scope, as_of=version)), version, sheet, source_row)
    return Trace(version, sheet, source_row, then, is_active=not then)


def is_among(row: int, runs: str) -> bool:
    """Whether a row is one of `2-48, 50`."""
    bounds = [run.split("-") for run in runs.split(", ")]
    return any(int(bound[0]) <= row <= int(bound[-1]) for bound in bounds)


def _lines(book: Book, version: int, sheet: str, source_row: int) -> tuple[Line, ...]:
    scoped = book.cursor(TO_OPEN)
    datasets = scoped.execute(
        """
        select
            dataset,
            -- rates hold for every unit
            dataset in (
                select table_name
                from duckdb_columns()
                where schema_name = 'ledger' and column_name = 'business_unit'
            ) as is_of_units,
        from (select distinct dataset from ledger.live_parts where origin = $1)
        order by dataset
        """,
        [version],
    ).fetchall()
    return tuple(
        line
        for dataset, is_of_units in datasets
        for line in _of_dataset(book, scoped, dataset, is_of_units, version, sheet, source_row)
    )


def _of_dataset(
    book: Book,
    scoped: duckdb.DuckDBPyConnection,
    dataset: str,
    is_of_units: bool,
    version: int,
    sheet: str,
    source_row: int,
) -> list[Line]:
    """A dataset's rows that were made of this row of the sheet; a row rolled up from many is one of each of them."""
    is_theirs = "in_units(business_unit)" if is_of_units else "true"
    answer = scoped.execute(
        f"""
        with found as (
            -- only a row rolled up from many was read from no column
            select
                *,
                part_id * 100000000 + line as row_key,
                case when letters is null then extra ->> '$."{ROWS_OF_FILE}"' end as rows_behind,
            from ledger.{dataset}
            where version = $1 and sheet = $2 and (source_row = $3 or letters is null) and {is_theirs}
        )
        select found.*, uploads.file_name, uploads.author, uploads.created_at, uploads.note as upload_note
        from found
        left join ledger.versions as uploads using (version)
        where source_row = $3 or rows_behind is not null
        order by row_key
        """,
        [version, sheet, source_row],
    )
    names = [column[0] for column in answer.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    return [
        _line(book, scoped, dataset, row)
        for row in rows
        if row["rows_behind"] is None or is_among(source_row, row["rows_behind"])
    ]


def _line(book: Book, scoped: duckdb.DuckDBPyConnection, dataset: str, row: StoredRow) -> Line:
    line = Line(
        dataset=dataset,
        key=row["row_key"],
        business_unit=row.get("business_unit") or "",
        version=row["version"],
        file_name=row.pop("file_name") or "",
        author=row.pop("author") or "",
        created_at=row.pop("created_at"),
        note=row.pop("upload_note") or "",
        feed=row["feed"] or "",
        sheet=row["sheet"] or "",
        source_row=row["source_row"],
        rows_behind=row.pop("rows_behind") or "",
        has_cells=row["letters"] is not None,
    )
    if dataset in NEVER_OPENED:
        return _withheld(line, NEVER_OPENED[dataset])
    if dataset in OF_PEOPLE:
        sql = f"select exists (from {TO_OPEN.name} where dataset = $1 and row_key = $2)"
        if not (scoped.execute(sql, [dataset, line.key]).fetchone() or (False,))[0]:
            return _withheld(line, FEW_PEOPLE)
    extra = {key: str(text) for key, text in json.loads(row["extra"] or "{}").items() if key != ROWS_OF_FILE}
    names = {name: str(row[name]) for name in ("initiative_id", "deployment_id", "cohort_id", "tool") if row.get(name)}
    return replace(line, cells=tuple(_cells(book, scoped, dataset, row)), extra=extra, names=names)


def _withheld(line: Line, why: str) -> Line:
    """A line without whose it is and how many rows it was made of: going through all rows, one could count its people."""
    return replace(line, withheld=why, business_unit="", rows_behind="")


def _cells(book: Book, scoped: duckdb.DuckDBPyConnection, dataset: str, row: StoredRow) -> Iterable[Cell]:
    """A row's values in the order of its dataset, each with its cell; blank ones left away."""
    letters: dict[str, str] = json.loads(row["letters"] or "{}")
    original: dict[str, dict[str, str | None]] = json.loads(row["original"] or "{}")
    smallest = int(float(book.scope.settings.get("suppression_k", "0")))
    for name, value in _columns(row, int(float(book.scope.settings.get("fiscal_start_month", "1")))).items():
        words = original.get(name, {})
        if value is None and not words:
            continue
        stored = _written(value)
        cell = words.get("cell") or (f"{letters[name]}{row['source_row']}" if letters.get(name) else "")
        as_read = ("" if words["text"] is None else str(words["text"])) if "text" in words else stored if cell else ""
        corrected = str(words.get("corrected") or "")
        if name in PEOPLE_COUNTED.get(dataset, ()) and value is not None and 0 < value < smallest:
            few = f"fewer than {smallest}"
            yield Cell(name, cell, few, few if corrected else "", few)
            continue
        counted = _in_home(book, scoped, row, value) if name in MONEY and value is not None else ""
        yield Cell(name, cell, as_read, corrected, stored, counted)


def _columns(row: StoredRow, first_month: int) -> StoredRow:
    """The dataset's own columns; the two days of a period as one."""
    found: StoredRow = {}
    for name, value in row.items():
        if name == "period_start":
            found["period"] = None if value is None else _period(value, row["period_end"], first_month)
        elif name not in PLACE and name != "period_end":
            found[name] = value
    return found


def _period(start: dt.date, end: dt.date, first_month: int) -> str:
    """`2026-03`; `2026-Q1` and `2026` (`FY2026`) of the fiscal year, named by the year it ends in; else its months."""
    months, since = (end.year - start.year) * 12 + end.month - start.month + 1, (start.month - first_month) % 12
    year = start.year + (first_month > 1 and start.month >= first_month)
    if months == 1:
        return f"{start:%Y-%m}"
    if months == 3 and since % 3 == 0:
        return f"{year}-Q{since // 3 + 1}"
    if months == 12 and since == 0:
        return f"{year}" if first_month == 1 else f"FY{year}"
    return f"{start:%Y-%m} to {end:%Y-%m}"


def _written(value: object) -> str:
    """A stored value as a sheet would say it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def _in_home(book: Book, scoped: duckdb.DuckDBPyConnection, row: StoredRow, amount: float) -> str:
    """An amount of another currency as figures count it; why they cannot, where its period has no rate."""
    home = book.scope.settings["reporting_currency"]
    currency = (row.get("currency") or home).strip().upper()
    if currency == home:
        return ""
    is_list = row.get("period_start") is None
    first = row["reporting_on"].replace(day=1) if is_list else row["period_start"]
    sql = "select per_reporting_unit from facts.rates where currency = $1 and period_start = $2 and period_end = "
    sql += "last_day(cast($2 as date))" if is_list else "$3"
    found = scoped.execute(sql, [currency, first] if is_list else [currency, first, row["period_end"]]).fetchone()
    if found is None:
        return f"in no figure: no rate for {currency}"
    return f"{_written(round(amount / found[0], 2))} {home} at {_written(round(found[0], 6))} {currency} for 1 {home}"
