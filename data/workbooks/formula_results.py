"""What formulas came to, written back beside them: openpyxl saves a formula without its result, and a reader that does
not calculate would then find the cell blank.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

_FORMULA = re.compile(rb'<c r="([A-Z]{1,3}\d+)"([^>]*)>(<f\b[^>]*?(?:/>|>.*?</f>))<v ?(?:/>|></v>)</c>', re.DOTALL)
_TYPE = re.compile(rb' t="[^"]*"')


Results = Mapping[str, Mapping[str, tuple[str, str]]]
"""Sheet -> cell -> what its formula came to, as the sheet's XML writes it: a type and a text."""


def filled(sheet: Worksheet) -> list[Cell | MergedCell]:
    """The cells a sheet has. Walking over its rows would make every cell up to the last, 17 thousand million at worst."""
    return list(sheet._cells.values())


def results(content: bytes, book: Workbook) -> Results:
    """What the formulas of a file came to when it was last calculated; `book` is the file opened with its formulas."""
    wanted = {
        sheet.title: {(cell.row, cell.column) for cell in filled(sheet) if cell.data_type == "f"}
        for sheet in book.worksheets
    }
    if not any(wanted.values()):
        return {}
    calculated = load_workbook(BytesIO(content), data_only=True, read_only=True)
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for title, places in wanted.items():
        if places:
            rows, columns = zip(*places, strict=True)
            block = calculated[title].iter_rows(min(rows), max(rows), min(columns), max(columns))
            found[title] = {
                cell.coordinate: _written(cell, book)
                for row in block
                for cell in row
                if cell.value is not None and (cell.row, cell.column) in places
            }
    return found


def with_results(content: bytes, book: Workbook, found: Results) -> bytes:
    """A workbook as openpyxl saved it, with the results of its formulas. Excel calculates them anew when it opens it."""
    if not any(found.values()):
        return content
    parts = {
        f"xl/worksheets/sheet{at}.xml": found.get(sheet.title, {}) for at, sheet in enumerate(book.worksheets, start=1)
    }
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            text = source.read(item)
            if item.filename in parts:
                text = _with(text, parts[item.filename])
            target.writestr(item, text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _with(text: bytes, cells: Mapping[str, tuple[str, str]]) -> bytes:
    def filled(found: re.Match[bytes]) -> bytes:
        cell = cells.get(found[1].decode())
        if cell is None:
            return found[0]
        kind, value = cell
        attributes = _TYPE.sub(b"", found[2]) + (f' t="{kind}"'.encode() if kind else b"")
        return b'<c r="%b"%b>%b<v>%b</v></c>' % (found[1], attributes, found[3], escape(value).encode())

    return _FORMULA.sub(filled, text)


def _written(cell: Cell | ReadOnlyCell, book: Workbook) -> tuple[str, str]:
    """A result as the sheet's XML writes it: its type and its text."""
    value = cell.value
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, str):
        return ("e" if cell.data_type == "e" else "str"), value
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        value = to_excel(value, book.epoch)
    return "", repr(value)
