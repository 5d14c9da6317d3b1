"""Exports of other systems hold days, persons, line items: their profile's SQL rolls them up to rows of our datasets.

Identities are read to count people and to find their unit; what comes out holds none. Every row of the file is either
in a row that comes out, or counted with the reason why it is in none.
"""

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb
import pyarrow as pa

from data.problems import Problem
from data.reading import cells
from data.reading.table import CellError, Column, SourceFile, Table
from data.recognise.profiles import HERE, LeftOut, Profile, RollUp, export_of, find, named
from data.recognise.vocabulary import plain

NOT_STATED = "not stated"
MEMORY_LIMIT = "1GB"
MACROS = (HERE / "macros.sql").read_text()


@dataclass(frozen=True)
class Known:
    """What a roll-up may rest on beside the file: the fiscal year, the smallest group that may be shown, and the unit of
    a person or department by the key of their name (`salt` makes the keys of one store unlike those of another)."""

    fiscal_start: int = 1
    smallest_group: int = 5
    salt: str = ""
    units: Dict[str, str] = field(default_factory=dict)


def rolled_up(source: SourceFile, known: Known, profile: str | None = None) -> SourceFile:
    """The file with the tables of exports rolled up to tables of our datasets; other tables as they are.

    `profile` names the one to read every table by. Raises UnknownProfile.
    """
    tables: list[Table] = []
    problems = list(source.problems)
    holds_people = source.holds_people
    for table in source.tables:
        export = named(profile) if profile else export_of(column.header for column in table.columns)
        if export is None or not export.becomes or table.dataset:
            tables.append(table)
            continue
        people = [column.header for column in table.columns if plain(column.header) in export.personal]
        holds_people = holds_people or bool(people)
        if people:
            problems.append(_counted(table, people))
        made = _made(table, export, known, source.name)
        tables += made
        problems += [problem for one in made for problem in _told(one, len(table))]
    return replace(source, tables=tuple(tables), problems=tuple(problems), holds_people=holds_people)


def _made(table: Table, export: Profile, known: Known, file_name: str) -> list[Table]:
    """A table for each dataset the export becomes, those without a row left away unless none has one."""
    connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY_LIMIT})
    try:
        for name, value in (("fiscal_start", known.fiscal_start), ("salt", known.salt), ("file_name", file_name)):
            connection.execute(f"set variable {name} = $1", [value])
        _put(connection, "units", {"name_key": list(known.units), "business_unit": list(known.units.values())})
        _put(connection, "loaded", _columns(table, export))
        connection.execute(MACROS)
        connection.execute("set enable_external_access = false")
        made = [_rolled(connection, table, export, becomes, known) for becomes in export.becomes]
    finally:
        connection.close()
    return [one for one in made if len(one)] or made[:1]


def _put(connection: duckdb.DuckDBPyConnection, name: str, columns: Dict[str, Sequence[Any]]) -> None:
    """A table of text (and row numbers) under a name of ours."""
    arrays = {
        key: pa.array(values, type=pa.int64() if key == "source_row" else pa.string())
        for key, values in columns.items()
    }
    connection.register("incoming", pa.table(arrays))
    connection.execute(f"create table {name} as from incoming")
    connection.unregister("incoming")


def _columns(table: Table, export: Profile) -> dict[str, Sequence[Any]]:
    """The columns the profile names, as text; blank where the table has no such header."""
    headers = [column.header for column in table.columns]
    found: dict[str, Sequence[Any]] = {"source_row": table.rows}
    for name, patterns in export.columns.items():
        header = next((one for pattern in patterns if (one := find(pattern, headers)) is not None), None)
        found[name] = [None] * len(table) if header is None else _texts(table.column(header), export)
    return found


def _texts(column: Column, export: Profile) -> list[str | None]:
    written = [None if isinstance(value, CellError) else cells.text(value) for value in column.values]
    return [None if text is None or plain(text) in export.blank else text for text in written]


def _rolled(
    connection: duckdb.DuckDBPyConnection, table: Table, export: Profile, becomes: RollUp, known: Known
) -> Table:
    """One dataset's rows, with the rows of the file behind each and those behind none."""
    left_out = _sorted_out(connection, (*export.left_out, *becomes.left_out))
    answer = connection.execute(becomes.sql)
    names = [column[0] for column in answer.description or ()]
    rows = sorted(
        (dict(zip(names, row, strict=True)) for row in answer.fetchall()), key=lambda row: min(row["source_rows"])
    )
    small = [row for row in rows if row.get("people") is not None and row["people"] < known.smallest_group]
    kept = [row for row in rows if row not in small]
    counted = [
        (len({at for row in small for at in row["source_rows"]}), f"groups of fewer than {known.smallest_group} people")
    ]
    used = {at for row in rows for at in row["source_rows"]}
    counted.append((len(table) - sum(count for count, _ in left_out) - len(used), "rows that nothing is made of"))
    fields = [name for name in names if name not in ("source_rows", "people")]
    return Table(
        sheet=table.sheet,
        header_row=table.header_row,
        rows=[min(row["source_rows"]) for row in kept],
        columns=tuple(Column(name, name, [row[name] for row in kept]) for name in fields),
        notes=table.notes,
        dataset=becomes.dataset,
        made_by=export.name,
        rolled_up=[sorted(row["source_rows"]) for row in kept],
        left_out=tuple((count, because) for count, because in (*left_out, *counted) if count),
    )


def _sorted_out(connection: duckdb.DuckDBPyConnection, conditions: Sequence[LeftOut]) -> list[tuple[int, str]]:
    """Make `export` of the rows that no condition leaves out; each row counts under the first that does."""
    cases = " ".join(f"when {one.where} then {at}" for at, one in enumerate(conditions))
    reason = f"case {cases} end" if cases else "cast(null as integer)"
    connection.execute(f"create or replace temp table sorted_out as select *, {reason} as reason from loaded")
    connection.execute(
        "create or replace temp view export as select * exclude (reason) from sorted_out where reason is null"
    )
    counts = dict(
        connection.execute("select reason, count(*) from sorted_out where reason is not null group by all").fetchall()
    )
    return [(counts[at], one.because) for at, one in enumerate(conditions) if at in counts]


def _counted(table: Table, people: Sequence[str]) -> Problem:
    named = ", ".join(f'"{header}"' for header in people)
    says = f"{named} hold personal data: people are counted, and neither they nor the file itself is kept."
    return Problem(f"{table.sheet}!A{table.header_row}", "warning", says, "Nothing needs to be done.", "personal")


def _told(made: Table, read: int) -> list[Problem]:
    """What was left out and why, and whose unit is not known."""
    head = f"{made.sheet}!A{made.header_row}"
    told = [
        Problem(head, "warning", f"{count:,} of {read:,} rows are not in {made.dataset}: {because}.",
                "Nothing needs to be done.", "left_out_rows")
        for count, because in made.left_out
    ]  # fmt: skip
    units = next((column.values for column in made.columns if column.letter == "business_unit"), ())
    nowhere = sum(len(made.rolled_up[at]) for at, unit in enumerate(units) if unit == NOT_STATED)
    if nowhere:
        remedy = "Upload a Units sheet that says which business unit a person or department belongs to."
        told.append(
            Problem(
                head,
                "warning",
                f'{nowhere:,} rows of {made.dataset} name no unit: under "{NOT_STATED}".',
                remedy,
                "no_unit",
            )
        )
    return told
