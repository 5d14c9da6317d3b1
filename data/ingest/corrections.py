"""Cells corrected by hand: what a person typed stands in place of what the file says, and the file's words beside it.

A correction is understood like any other cell, before wide sheets are turned and exports are rolled up.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.reading import cells
from data.reading.table import Cell, CellError, SourceFile, Table
from data.recognition.values import without_mail

Place = tuple[str, str, int]
"""A cell of a file: its sheet, the letter of its column, its row."""

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


def corrected(source: SourceFile, corrections: Mapping[str, str]) -> SourceFile:
    """The file with some cells as a person typed them: `{"Spend!C14": "1200"}`; a blank text empties the cell.

    `Table.corrected` holds what stood there. Raises ValueError, in words, where a correction names no cell of a table's
    rows: another sheet, a header, a totals row, a cell beside the table.
    """
    tables = list(source.tables)
    typed: dict[tuple[int, str], dict[int, Cell]] = {}
    for address, written in corrections.items():
        sheet, letter, row = place(address)
        found = ((at, _position(table, sheet, letter, row)) for at, table in enumerate(tables))
        here = next(((at, position) for at, position in found if position is not None), None)
        if here is None:
            raise ValueError(_why_not(tables, sheet, letter, row))
        typed.setdefault((here[0], letter), {})[here[1]] = written.strip() or None
    for (at, letter), by_position in typed.items():
        tables[at] = _with(tables[at], letter, by_position)
    return replace(source, tables=tuple(tables))


def made_in(source: SourceFile) -> dict[str, str]:
    """The corrections that changed a cell of a corrected file, by address."""
    return {
        f"{table.sheet}!{letter}{row}": _text(_cell(table, letter, row))
        for table in source.tables
        for letter, row in table.corrected
    }


def place(address: str) -> Place:
    """`Spend!C14` (also `'Q3 spend'!$C$14`) as sheet, letter and row. Raises ValueError where it is no address."""
    sheet, _, cell = address.strip().rpartition("!")
    found = _CELL.fullmatch(cell.strip())
    if not sheet or not found:
        raise ValueError(f'"{address}" is not the address of a cell. Write the sheet and the cell: Spend!C14.')
    if len(sheet) > 2 and sheet[0] == sheet[-1] == "'":
        sheet = sheet[1:-1].replace("''", "'")
    return sheet, found[1].upper(), int(found[2])


def in_words(stood: Cell, typed: Cell) -> str:
    """What is kept beside a corrected value: two entries of a JSON object without the name of the first, `"12 k",
    "corrected": "12000"`, both without e-mail addresses."""
    before, now = (json.dumps(without_mail(_text(cell)), ensure_ascii=False) for cell in (stood, typed))
    return f'{before}, "corrected": {now}'


def corrections_in(table: Table, letters: Sequence[str], values: Sequence[Cell]) -> dict[int, str]:
    """For a column's rows that were corrected, by position: `in_words`. `letters` say where each of its values stood."""
    rows = {row for _, row in table.corrected}
    return {
        at: in_words(table.corrected[letter, row], values[at])
        for at, (letter, row) in enumerate(zip(letters, table.rows, strict=True))
        if row in rows and (letter, row) in table.corrected
    }


def _position(table: Table, sheet: str, letter: str, row: int) -> int | None:
    """Where in a table's rows a cell stands; None where it is none of this table's."""
    if table.sheet != sheet or all(column.letter != letter for column in table.columns):
        return None
    at = bisect_left(table.rows, row)
    return at if at < len(table) and table.rows[at] == row else None


def _cell(table: Table, letter: str, row: int) -> Cell:
    column = next(column for column in table.columns if column.letter == letter)
    return column.values[bisect_left(table.rows, row)]


def _with(table: Table, letter: str, typed: Mapping[int, Cell]) -> Table:
    """The table with one column's cells as typed, but for those that say the same as before."""
    column = next(column for column in table.columns if column.letter == letter)
    changed = {at: cell for at, cell in typed.items() if _text(cell) != _text(column.values[at])}
    values = list(column.values)
    for at, cell in changed.items():
        values[at] = cell
    columns = tuple(replace(each, values=values) if each is column else each for each in table.columns)
    stood = {(letter, table.rows[at]): column.values[at] for at in changed}
    return replace(table, columns=columns, corrected={**table.corrected, **stood})


def _why_not(tables: Sequence[Table], sheet: str, letter: str, row: int) -> str:
    """Why a cell cannot be corrected, and what to do."""
    cell = f"{sheet}!{letter}{row}"
    here = [table for table in tables if table.sheet == sheet]
    if not here:
        names = ", ".join(f'"{name}"' for name in dict.fromkeys(table.sheet for table in tables))
        return f'{cell} cannot be corrected: no sheet that was read is called "{sheet}". There are: {names}.'
    if any(row == total for table in here for total, _ in table.totals):
        return f"{cell} is in a totals row, which is only a check. Correct the rows that it adds up."
    if any(row == table.header_row for table in here):
        return f"{cell} is a header. Say which column it is in the mapping instead."
    spans = "; ".join(_span(table) for table in here if len(table)) or "nothing"
    return f'{cell} is outside what was read of "{sheet}" ({spans}). Correct a cell in there.'


def _span(table: Table) -> str:
    letters = [column.letter for column in table.columns]
    return f"{letters[0]}{min(table.rows)} to {letters[-1]}{max(table.rows)}"


def _text(cell: Cell) -> str:
    return cell.code if isinstance(cell, CellError) else cell if isinstance(cell, str) else cells.text(cell) or ""
