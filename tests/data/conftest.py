"""Sheets written in the test: as tables that were read already, or as the bytes of a workbook."""

import datetime as dt
import io
from collections.abc import Callable, Sequence

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from data.check.across import Reference
from data.check.check import Checked, check
from data.reading.table import Cell, Column, SourceFile, Table
from data.recognition.mapping import FileMapping
from data.recognition.recognise import recognise

TODAY = dt.date(2026, 11, 21)
Rows = Sequence[Sequence[Cell]]


def source(name: str = "test.xlsx", totals: Sequence[Cell] | None = None, **sheets: Rows) -> SourceFile:
    """A file as reading gives it: each sheet's first row is its header, in row 1."""
    return SourceFile(name, name, tuple(_table(sheet, rows, totals) for sheet, rows in sheets.items()))


def _table(sheet: str, rows: Rows, totals: Sequence[Cell] | None) -> Table:
    header, *body = rows
    letters = [get_column_letter(at + 1) for at in range(len(header))]
    columns = tuple(
        Column(letters[at], str(title), [_cell(row[at]) for row in body]) for at, title in enumerate(header)
    )
    foot = (
        ((len(rows) + 1, {letters[at]: cell for at, cell in enumerate(totals) if cell is not None}),) if totals else ()
    )
    return Table(sheet, 1, range(2, len(rows) + 1), columns, foot)


def _cell(value: Cell) -> Cell:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def workbook(**sheets: Rows) -> bytes:
    """The same sheets as an xlsx file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet, rows in sheets.items():
        page = book.create_sheet(sheet)
        for row in rows:
            page.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.fixture(name="source")
def _source() -> Callable[..., SourceFile]:
    return source


@pytest.fixture(name="workbook")
def _workbook() -> Callable[..., bytes]:
    return workbook


@pytest.fixture
def checked() -> Callable[..., Checked]:
    """Sheets recognised by their names, confirmed, and checked: `checked(Spend=[header, row, ...])`."""

    def make(
        *,
        reference: Reference | None = None,
        period: str | None = None,
        mapping: FileMapping | None = None,
        totals: Sequence[Cell] | None = None,
        **sheets: Rows,
    ) -> Checked:
        known = reference or Reference()
        file = source(totals=totals, **sheets)
        meant = mapping or recognise(file, period=period, fiscal_start=known.fiscal_start)
        return check(file, meant.confirmed(), known, TODAY)

    return make
