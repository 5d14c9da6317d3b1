"""A formula error is said with its cell in every kind of workbook whose file tells it, never taken for a blank."""

import io
import zipfile
from pathlib import Path

from data.reading import CellError, read_file
from data.reading.binary import _records

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
ERROR = (
    '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value=""'
    ' calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
)
FIVE = '<table:table-cell office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>'


def word(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def document(*rows: str) -> bytes:
    """An OpenDocument workbook of one sheet `S` from the XML of its rows."""
    body = f'<office:body><office:spreadsheet><table:table table:name="S">{"".join(rows)}</table:table></office:spreadsheet></office:body>'
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", f"<office:document-content {NAMES}>{body}</office:document-content>")
    return written.getvalue()


def row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def test_errors_of_an_opendocument_sheet_keep_their_place_behind_repeated_rows_and_cells() -> None:
    content = document(
        row(word("Unit"), word("Seats"), word("Cost")),
        row(word("Sales"), FIVE, ERROR),
        row(word("Legal"), FIVE, FIVE, times=2),
        row('<table:table-cell table:number-columns-repeated="2"/>', ERROR),
    )
    [table] = read_file(content, "s.ods").tables
    assert table.column("Cost").values == [CellError("#N/A"), 5.0, 5.0, CellError("#N/A")]
    assert table.address(table.column("Cost"), 3) == "S!C5"


def record(kind: int, content: bytes) -> bytes:
    """A record of a binary workbook: its kind, its length, its bytes."""
    assert len(content) < 2**14
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = bytes([len(content) & 0x7F | 0x80, len(content) >> 7])
    return head + size + content


def test_errors_of_a_binary_workbook_keep_their_place(real_files: Path) -> None:
    """A number of a real workbook is made the error `#DIV/0!`, as the format writes it."""
    real = zipfile.ZipFile(real_files / "corpus/calamine/tests/date.xlsb")
    part = "xl/worksheets/sheet1.bin"
    records, is_done = [], False
    for kind, content in _records(real.read(part)):
        if kind == 2 and not is_done:  # a number
            kind, content, is_done = 3, content[:8] + b"\x07", True
        records.append(record(kind, content))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in real.namelist():
            archive.writestr(name, b"".join(records) if name == part else real.read(name))
    [table] = read_file(written.getvalue(), "dates.xlsb").tables
    errors = [
        (cell, table.address(column, at))
        for column in table.columns
        for at, cell in enumerate(column.values)
        if isinstance(cell, CellError)
    ]
    assert errors == [(CellError("#DIV/0!"), "Sheet1!A1")]
