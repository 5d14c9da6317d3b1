"""The rows behind the figures, each with upload, sheet and row; those that give somebody away left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from components.exports.cells import Cell
from components.exports.workbook.sheet import FIRST, MEASURED, SERIF, Names, WorkbookWriter, quoted, text, widths, write
from components.text import format
from components.theme import LIGHT
from queries import VIEWS, Book, View, listing

MOST = 1_000_000  # rows; Excel takes 1,048,576
HIDDEN = "is_hidden"
PLACE = ("upload", "version", "sheet", "source_row")
WHOLE = ("version", "source_row")
CALLED = {"source_row": "Row", "business_unit": "Unit", "period": "Quarter"}
"""Columns that are called otherwise than in the query."""


@dataclass(frozen=True)
class Rows:
    """A sheet of rows before it is written. `left_out` are those of few people, `cut` those there was no room for."""

    name: str
    view: View
    frame: pd.DataFrame
    left_out: int
    cut: int

    def range(self, column: str) -> str:
        """The cells of a column, as a formula of another sheet says them."""
        letter = xl_col_to_name(list(self.frame.columns).index(column))
        return f"{quoted(self.name)}!${letter}${FIRST + 1}:${letter}${FIRST + max(1, len(self.frame))}"

    @property
    def has_all(self) -> bool:
        return not self.left_out and not self.cut


def behind(book: Book, views: Iterable[str], names: Names) -> dict[str, Rows]:
    """The rows of each view, as the app opens them; without a view's rows where what it needs is not there."""
    found: dict[str, Rows] = {}
    month = book.scope.settings.get("fiscal_start_month", "1")
    for view in (VIEWS[name] for name in views):
        answer = listing(book, view)
        if answer.missing or answer.frame.empty:
            continue
        frame = named(answer.frame, month)
        hidden = int(frame[HIDDEN].sum()) if HIDDEN in frame else 0
        if HIDDEN in frame:
            frame = frame[~frame[HIDDEN].astype(bool)].drop(columns=HIDDEN)
        found[view.id] = Rows(names.unique(view.title), view, frame.head(MOST), hidden, max(0, len(frame) - MOST))
    return found


def named(frame: pd.DataFrame, fiscal_start_month: str) -> pd.DataFrame:
    """The same rows, their quarters called as the app calls them: Q4 2026, FY26 Q4."""
    quarters = [column for column in frame.columns if str(column).endswith(("period", "quarter"))]
    renamed = {
        column: [format.quarter(cell, fiscal_start_month) if isinstance(cell, str) else cell for cell in frame[column]]
        for column in quarters
    }
    return frame.assign(**renamed)


def put(writer: WorkbookWriter, rows: Rows) -> None:
    """A sheet of rows."""
    sentences = [f"{rows.view.formula}."]
    if rows.left_out:
        verb = format.inflect(rows.left_out, "is", "are")
        sentences.append(f"{format.plural(rows.left_out, 'row')} of few people {verb} left out.")
    if rows.cut:
        verb = format.inflect(rows.cut, "is", "are")
        sentences.append(f"{format.plural(rows.cut, 'row')} more than a sheet holds {verb} left out.")
    table(writer, rows.name, rows.view.title, " ".join(sentences), rows.frame, colour=LIGHT.context)


def table(
    writer: WorkbookWriter, name: str, title: str, description: str, frame: pd.DataFrame, *, colour: str = LIGHT.line
) -> None:
    """A table as a sheet of its own: every row of it."""
    sheet = writer.add_sheet(name, title, description[:1].upper() + description[1:], colour)
    writer.table_header(sheet, _called(frame), len(frame), _numbers(frame))
    _lines(writer, sheet, FIRST, frame)
    widths(sheet, [frame.iloc[:, at].tolist() for at in range(frame.shape[1])], _called(frame))


def stacked(
    writer: WorkbookWriter, name: str, title: str, description: str, tables: Sequence[tuple[str, str, pd.DataFrame]]
) -> None:
    """Several tables beneath each other on one sheet, each under its title and what it is."""
    sheet = writer.add_sheet(name, title, description, LIGHT.range)
    at, columns = FIRST - 1, list[list[Cell]]()
    for heading, meaning, frame in tables:
        text(sheet, at, 0, heading, writer.cell_format(font_name=SERIF, font_size=12, bold=True))
        text(sheet, at + 1, 0, meaning[:1].upper() + meaning[1:], writer.cell_format(font_color=LIGHT.grey))
        writer.header(sheet, at + 2, _called(frame), _numbers(frame))
        _lines(writer, sheet, at + 3, frame)
        at += len(frame) + 5
        columns += [[] for _ in range(len(columns), frame.shape[1])]
        for place in range(frame.shape[1]):
            columns[place] += frame.iloc[:MEASURED, place].tolist()
    widths(sheet, columns, [""] * len(columns), most=len(columns) * MEASURED * len(tables))


def _lines(writer: WorkbookWriter, sheet: Worksheet, first: int, frame: pd.DataFrame) -> None:
    for at, head in enumerate(frame.columns):
        number_format = _number_format(str(head), frame.iloc[:, at])
        for row, cell in enumerate(frame.iloc[:, at].tolist(), start=first):
            write(writer, sheet, row, at, cell, number_format)


def _called(frame: pd.DataFrame) -> list[str]:
    return [CALLED.get(column, column.replace("_", " ").capitalize()) for column in map(str, frame.columns)]


def _numbers(frame: pd.DataFrame) -> list[int]:
    return [at for at in range(frame.shape[1]) if _is_number(frame.iloc[:, at])]


def _number_format(name: str, column: "pd.Series[object]") -> str:
    if name in WHOLE or not _is_number(column):
        return "0" if name in WHOLE else "General"
    numbers = column.dropna().astype(float)
    return "#,##0" if (numbers == numbers.round()).all() else "#,##0.00"


def _is_number(column: "pd.Series[object]") -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
