"""The rows behind the figures, each with upload, sheet and row; those that give somebody away left out."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from components import words
from components.exports.workbook.sheet import FIRST, House, Names, quoted, widths, write
from components.house import LIGHT
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
    for view in (VIEWS[name] for name in views):
        answer = listing(book, view)
        if answer.missing or answer.frame.empty:
            continue
        frame = answer.frame
        hidden = int(frame[HIDDEN].sum()) if HIDDEN in frame else 0
        if HIDDEN in frame:
            frame = frame[~frame[HIDDEN].astype(bool)].drop(columns=HIDDEN)
        found[view.id] = Rows(names.one(view.title), view, frame.head(MOST), hidden, max(0, len(frame) - MOST))
    return found


def put(house: House, rows: Rows, fiscal_start_month: str) -> None:
    """A sheet of rows."""
    says = [f"{rows.view.formula}."]
    if rows.left_out:
        says.append(
            f"{words.plural(rows.left_out, 'row')} of few people {words.agreeing(rows.left_out, 'is', 'are')} left out."
        )
    if rows.cut:
        says.append(
            f"{words.plural(rows.cut, 'row')} more than a sheet holds {words.agreeing(rows.cut, 'is', 'are')} left out."
        )
    frame(house, rows.name, rows.view.title, " ".join(says), rows.frame, fiscal_start_month, colour=LIGHT.context)


def frame(
    house: House,
    name: str,
    title: str,
    says: str,
    shown: pd.DataFrame,
    fiscal_start_month: str,
    *,
    colour: str = LIGHT.line,
) -> None:
    """A table as a sheet: every row of it, its quarters called as the app calls them."""
    sheet = house.sheet(name, title, says[:1].upper() + says[1:], colour)
    heads = [CALLED.get(column, column.replace("_", " ").capitalize()) for column in map(str, shown.columns)]
    columns = []
    for at, head in enumerate(shown.columns):
        cells = shown.iloc[:, at].tolist()
        if str(head).endswith(("period", "quarter")):
            cells = [words.quarter(cell, fiscal_start_month) if isinstance(cell, str) else cell for cell in cells]
        columns.append(cells)
        number_format = _number_format(str(head), shown.iloc[:, at])
        for row, cell in enumerate(cells, start=FIRST):
            write(house, sheet, row, at, cell, number_format)
    house.heads(sheet, heads, len(shown))
    widths(sheet, columns, heads)


def _number_format(name: str, column: "pd.Series[object]") -> str:
    if name in WHOLE or not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return "0" if name in WHOLE else "General"
    numbers = column.dropna().astype(float)
    return "#,##0" if (numbers == numbers.round()).all() else "#,##0.00"
