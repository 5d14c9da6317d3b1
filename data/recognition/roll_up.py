"""Exports of other systems hold days, persons, line items: their profile's SQL rolls them up to rows of our datasets.

Identities are read to count people and to find their unit; what comes out holds none. Every row of the file is either
behind a row that comes out, or counted with the reason why it is behind none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import duckdb
import pyarrow as pa

from data.problems import Problem
from data.reading import cells
from data.reading.table import Cell, CellError, Column, SourceFile, Table
from data.recognition import remarks
from data.recognition.profiles import HERE, LeftOut, Profile, RollUp, export_of, named
from data.recognition.remarks import Gone
from data.recognition.vocabulary import plain

BEHIND = ("source_rows", "people")  # what a select says of a row beside its columns
BY_HAND = "corrected by hand"
MACROS = (HERE / "macros.sql").read_text()
MEMORY_LIMIT = "2GB"  # a million rows of an export take about 1 GB


@dataclass(frozen=True)
class Known:
    """What a roll-up may rest on beside the file: the fiscal year, the smallest group that may be shown, and the unit of
    a person or department by the key of their name (`salt` makes the keys of one store unlike those of another)."""

    fiscal_start: int = 1
    smallest_group: int = 5
    salt: str = ""
    units: Mapping[str, str] = field(default_factory=dict)


def rolled_up(source: SourceFile, known: Known, profile: str | None = None) -> SourceFile:
    """The file with the tables of exports rolled up to tables of our datasets; other tables as they are.

    `profile` names the one to read by. Raises UnknownProfile; ValueError where it fits no table of the file.
    """
    given = named(profile) if profile else None
    if given and given.becomes and source.tables and not any(_fits(given, table) for table in source.tables):
        raise ValueError(f"No table of {source.name} has the columns of: {given.title}.")
    tables: list[Table] = []
    problems = list(source.problems)
    left_out = list(source.left_out)
    holds_people = source.holds_people
    for table in source.tables:
        export = _export(table, given)
        if export is None:
            tables.append(table)
        elif export.refused:
            problems.append(remarks.refused(table, export))
            left_out.append((table.sheet, f"is of no use here: {export.title}"))
        else:
            people = [column.header for column in table.columns if plain(column.header) in export.personal]
            holds_people = holds_people or bool(people)
            if people:
                problems.append(remarks.personal(table, people))
            made, remarked = _made(table, export, known, source.name)
            tables += made
            problems += remarked
    return replace(
        source, tables=tuple(tables), problems=tuple(problems), left_out=tuple(left_out), holds_people=holds_people
    )


def _export(table: Table, given: Profile | None) -> Profile | None:
    """The export a table is, where its rows are not taken one by one."""
    if table.dataset:
        return None
    if given:
        return given if given.becomes and _fits(given, table) else None
    export = export_of(column.header for column in table.columns)
    return export if export and (export.becomes or export.refused) else None


def _fits(export: Profile, table: Table) -> bool:
    """Whether a table is this export, or has most of its columns."""
    headers = [column.header for column in table.columns]
    found = [export.header(name, headers) is not None for name in export.columns]
    return export.knows(headers) or 2 * sum(found) > len(found)


def _made(table: Table, export: Profile, known: Known, file_name: str) -> tuple[list[Table], list[Problem]]:
    """A table for each dataset the export becomes, those without a row left away unless none has one; and what is said."""
    connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY_LIMIT, "threads": 1})  # one: the same order
    try:
        _load(connection, table, export, known, file_name)
        rolled = [_rolled(connection, table, export, becomes, known) for becomes in export.becomes]
    finally:
        connection.close()
    with_rows = [made for made, _ in rolled if len(made)]
    tables = with_rows or [rolled[0][0]]
    problems = [] if with_rows else [remarks.of_no_use(table, rolled[0][1])]
    problems += remarks.came_to_nothing(table, _worth_saying(rolled, known))
    becoming = {made.dataset for made in with_rows}
    problems += [
        remarks.remarked(table, step.remark) for step in export.becomes if step.remark and step.dataset in becoming
    ]
    return tables, problems + [problem for made in tables for problem in remarks.nowhere(made)]


def _load(connection: duckdb.DuckDBPyConnection, table: Table, export: Profile, known: Known, file_name: str) -> None:
    """Put the table into `loaded`, beside what a profile's SQL may rest on; from then on nothing outside can be read."""
    for name, value in (("fiscal_start", known.fiscal_start), ("salt", known.salt), ("file_name", file_name)):
        connection.execute(f"set variable {name} = $1", [value])
    # Units are spelled before the table is: where the two differ in case, the store's spelling is the first.
    spelled: dict[str, str] = {}
    units = [spelled.setdefault(unit.casefold(), unit) for unit in known.units.values()]
    _put(connection, "units", {"name_key": list(known.units), "business_unit": units})
    _put(connection, "loaded", _columns(table, export, spelled))
    connection.execute(MACROS)
    connection.execute("set enable_external_access = false")


def _worth_saying(rolled: Sequence[tuple[Table, list[Gone]]], known: Known) -> list[tuple[str, Gone]]:
    """What is behind no row, by dataset. Where others have rows, nothing is said of a dataset that got none: an export
    need not hold all that it could. Unless its groups were too small to be shown, which the person cannot see."""
    is_any = any(len(made) for made, _ in rolled)
    too_few = remarks.too_few(known.smallest_group)
    return [
        (made.dataset, reason)
        for made, gone in rolled
        for reason in gone
        if not is_any or len(made) or reason.because == too_few
    ]


def _put(connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, Sequence[str | int | None]]) -> None:
    """A table of text (and row numbers) under a name of ours."""
    arrays = {
        key: pa.array(values, type=pa.int64() if key == "source_row" else pa.string())
        for key, values in columns.items()
    }
    connection.register("incoming", pa.table(arrays))
    connection.execute(f"create table {name} as from incoming")
    connection.unregister("incoming")


def _columns(table: Table, export: Profile, spelled: dict[str, str]) -> dict[str, Sequence[str | int | None]]:
    """The columns the profile names, as text; blank where the table has no such header."""
    found: dict[str, Sequence[str | int | None]] = {"source_row": table.rows}
    headers = [column.header for column in table.columns]
    for name in export.columns:
        header = export.header(name, headers)
        found[name] = [None] * len(table) if header is None else _texts(table.column(header), export, spelled)
    return found


def _letters(table: Table, export: Profile) -> dict[str, str]:
    """The letter of the sheet's column that each of the profile's columns is read from, of those that are there."""
    headers = [column.header for column in table.columns]
    found = {name: export.header(name, headers) for name in export.columns}
    return {name: table.column(header).letter for name, header in found.items() if header is not None}


def _texts(column: Column, export: Profile, spelled: dict[str, str]) -> list[str | None]:
    """A column's cells as text, blanks as None; each distinct cell is looked at once.

    A name is spelled as it was first (`spelled`: folded -> as written): `claims` and `Claims` are one unit, whose people
    are counted together.
    """
    known: dict[tuple[type, Cell], str | None] = {}
    written: list[str | None] = []
    for value in column.values:
        key = (type(value), value)
        if key not in known:
            text = None if isinstance(value, CellError) else cells.text(value)
            if text is None or (export.blank and plain(text) in export.blank):
                known[key] = None
            else:
                known[key] = spelled.setdefault(text.casefold(), text)
        written.append(known[key])
    return written


@dataclass(frozen=True)
class _Row:
    """A row of a dataset: its columns, the rows of the file behind it, how many people where the select counts them."""

    values: dict[str, Cell]
    behind: list[int]
    people: int | None


def _rolled(
    connection: duckdb.DuckDBPyConnection, table: Table, export: Profile, becomes: RollUp, known: Known
) -> tuple[Table, list[Gone]]:
    """One dataset's rows with the rows of the file behind each, and those that are behind none.

    A row of the file may stand behind several rows: a commitment of a year behind each of its months.
    """
    gone = _sorted_out(connection, (*export.left_out, *becomes.left_out), _letters(table, export))
    names, rows = _rows(connection, becomes.sql)
    shown = [row for row in rows if row.people is None or row.people >= known.smallest_group]
    used = _behind(shown)
    # A row of the file that is behind a group that is shown is counted there, though it be behind a small one too.
    if small := _behind(rows) - used:
        gone.append(Gone(len(small), remarks.too_few(known.smallest_group), min(small)))
    if rest := len(table) - sum(reason.count for reason in gone) - len(used):
        gone.append(Gone(rest, "nothing is made of them", table.rows[0]))
    made = Table(
        sheet=table.sheet,
        header_row=table.header_row,
        rows=[row.behind[0] for row in shown],
        columns=tuple(Column(name, name, [row.values[name] for row in shown]) for name in names),
        notes=table.notes,
        dataset=becomes.dataset,
        made_by=export.name,
        rolled_up=[row.behind for row in shown],
        left_out=tuple((reason.count, reason.because) for reason in gone),
    )
    return _with_corrections(made, table, export), gone


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], list[_Row]]:
    """A select's columns and its rows, in the order of the file: SQL promises none."""
    answer = connection.execute(sql)
    named = [column[0] for column in answer.description or ()]
    names = [name for name in named if name not in BEHIND]
    found = [dict(zip(named, row, strict=True)) for row in answer.fetchall()]
    rows = [_Row({name: row[name] for name in names}, sorted(row["source_rows"]), row.get("people")) for row in found]
    rows.sort(key=lambda row: (row.behind[0], [str(value) for value in row.values.values()]))
    return names, rows


def _behind(rows: Iterable[_Row]) -> set[int]:
    """The rows of the file behind some rows."""
    return {at for row in rows for at in row.behind}


def _with_corrections(made: Table, table: Table, export: Profile) -> Table:
    """The rows with what was corrected by hand in the rows of the file behind each; of a personal column only where."""
    if not table.corrected:
        return made
    columns = {column.letter: column for column in table.columns}
    position = {row: at for at, row in enumerate(table.rows)}
    corrected: dict[int, list[str]] = {}
    for (letter, row), stood in table.corrected.items():
        column = columns[letter]
        correction = f"{letter}{row}"
        if plain(column.header) not in export.personal:
            before, now = (_shown(cell) for cell in (stood, column.values[position[row]]))
            correction += f' said "{before}", corrected to "{now}"'
        corrected.setdefault(row, []).append(correction)
    texts = ["; ".join(text for row in rows for text in corrected.get(row, ())) or None for rows in made.rolled_up]
    return replace(made, columns=(*made.columns, Column(BY_HAND, BY_HAND, texts)))


def _shown(cell: Cell) -> str:
    return cell.code if isinstance(cell, CellError) else cells.text(cell) or ""


def _sorted_out(
    connection: duckdb.DuckDBPyConnection, conditions: Sequence[LeftOut], letters: Mapping[str, str]
) -> list[Gone]:
    """Make `export` of the rows that no condition leaves out; each row counts under the first that does."""
    cases = " ".join(f"when {condition.where} then {at}" for at, condition in enumerate(conditions))
    reason = f"case {cases} end" if cases else "cast(null as integer)"
    connection.execute(f"create or replace temp table reasons as select {reason} as reason from loaded")
    connection.execute(
        """
        create or replace temp view export as
        select * exclude (reason) from loaded positional join reasons where reason is null
        """
    )
    counted = connection.execute(
        """
        select reason, count(*), min(source_row, 1000)
        from loaded positional join reasons
        where reason is not null
        group by reason order by reason
        """
    ).fetchall()
    return [_gone(conditions[at], count, rows, letters) for at, count, rows in counted]


def _gone(condition: LeftOut, count: int, rows: Sequence[int], letters: Mapping[str, str]) -> Gone:
    """Rows that a condition leaves out; `rows` are the first of them."""
    letter = letters.get(condition.column)
    cells_of = tuple(f"{letter}{row}" for row in rows) if letter else ()
    return Gone(count, condition.because, rows[0], condition.remedy, cells_of)
