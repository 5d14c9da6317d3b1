"""How a workbook is written: text stays text, and equal workbooks are equal files."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from data.reading.table import Cell, CellError


def write_cell(cell: SheetCell, value: Cell) -> None:
    """A value into a cell. Text that a spreadsheet would take for a formula (= + - @) stays text."""
    if isinstance(value, CellError):
        cell.value, cell.data_type = value.code, "e"
    elif isinstance(value, str):
        cell.value = value
        cell.data_type = "s"
        if value[:1] in ("=", "+", "-", "@", "\t", "\r"):
            cell.quotePrefix = True
    elif isinstance(value, dt.datetime):
        cell.value, cell.number_format = value, "yyyy-mm-dd hh:mm"
    elif isinstance(value, dt.date):
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    else:
        cell.value = int(value) if isinstance(value, float) and value.is_integer() else value


def write_line(sheet: Worksheet, row: int, values: Sequence[Cell], *, bold: bool = False) -> None:
    """Values side by side from the first column; blanks are left blank."""
    for at, value in enumerate(values, start=1):
        cell = sheet.cell(row, at)
        if value not in (None, ""):
            write_cell(cell, value)
        if bold:
            cell.font = Font(bold=True)


def to_bytes(book: Workbook) -> bytes:
    """A workbook's file without the moment it was written, so that equal workbooks are equal files."""
    written = io.BytesIO()
    book.save(written)
    plain = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb">\d{4}-\d\d-\d\dT[\d:]+Z<", b">2000-01-01T00:00:00Z<", content)
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return plain.getvalue()
