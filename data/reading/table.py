"""A table as it stood in the file: every cell with its own address, nothing interpreted yet."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from data.problems import Problem


@dataclass(frozen=True)
class CellError:
    """A formula's error as the sheet shows it: `#N/A`, `#DIV/0!`; or `no value` for a formula never computed."""

    code: str


Cell = str | float | bool | dt.date | dt.datetime | CellError | None
"""What one cell holds. Whole numbers are floats too; blank cells are None, never an empty string."""


@dataclass(frozen=True)
class Column:
    """One column of a table: its letter in the sheet, its header as written, a value per row of the table.

    `parts` are the header line by line, where it has two. Where a table was made of a wide one: `letters` say in which
    of its columns each value stood; `heads` that a value was read from a header, as (cell, text as written).
    """

    letter: str
    header: str
    values: Sequence[Cell]
    letters: Sequence[str] = ()
    parts: tuple[str, ...] = ()
    heads: Sequence[tuple[str, str]] = ()

    def letter_at(self, position: int) -> str:
        """The letter of the sheet's column that a value stood in."""
        return self.letters[position] if self.letters else self.letter


@dataclass(frozen=True)
class Table:
    """One table of a sheet. `rows` are the sheet's own row numbers (from 1), one per entry of each column's values.

    `header_row` is the sheet row of the (last) header line, 0 where nothing names the columns; a column without a
    header is called `column C`. `totals` are the table's totals rows: (sheet row, cells by column letter), kept apart
    from the data. `notes` are the words above and below it: titles, banners, footnotes.
    """

    sheet: str
    header_row: int
    rows: Sequence[int]
    columns: tuple[Column, ...]
    totals: tuple[tuple[int, dict[str, Cell]], ...] = ()
    notes: tuple[str, ...] = ()
    dataset: str = ""
    made_by: str = ""
    rolled_up: Sequence[Sequence[int]] = ()
    left_out: tuple[tuple[int, str], ...] = ()
    corrected: Mapping[tuple[str, int], Cell] = field(default_factory=dict)

    def column(self, header: str) -> Column:
        """The column with this header, as written. Raises KeyError where there is none."""
        for column in self.columns:
            if column.header == header:
                return column
        raise KeyError(header)

    def address(self, column: Column, position: int) -> str:
        """Where a value stood: `Sheet!C14`."""
        if column.heads:
            return f"{self.sheet}!{column.heads[position][0]}"
        return f"{self.sheet}!{column.letter_at(position)}{self.rows[position]}"

    @property
    def lines_read(self) -> int:
        """How many rows of the file it was made from: those behind its rows, each counted once, and those left out."""
        if not self.dataset:
            return len(self)
        return len({row for rows in self.rolled_up for row in rows}) + sum(count for count, _ in self.left_out)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class SourceFile:
    """A file once read: its name, the SHA-256 of its bytes, its tables, what was left out and said so.

    `left_out` names sheets not read and why (hidden, empty, no table). `problems` are about the file as a whole
    (macros ignored, a formula error in a cell), found before any column is understood. `holds_people`: a profile read
    personal columns, so the file itself is not kept.
    """

    name: str
    sha256: str
    tables: tuple[Table, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    holds_people: bool = False

    def __iter__(self) -> Iterator[Table]:
        return iter(self.tables)
