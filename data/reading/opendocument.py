"""Formula errors of an OpenDocument sheet: the reader shows them as blank cells, the document's own XML tells them."""

import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

ERROR = b'value-type="error"'
CHUNK = 4 * 1024**2
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"


def errors_by_sheet(archive: zipfile.ZipFile) -> dict[str, list[tuple[int, int, str]]]:
    """Sheet -> each cell whose formula gives an error: (row, column, both from 0; `#N/A`, `Err:502`)."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    if "content.xml" not in archive.namelist() or not _holds_errors(archive):
        return found
    try:
        with archive.open("content.xml") as stream:
            for sheet, row, column, code in _errors(stream):
                found.setdefault(sheet, []).append((row, column, code))
    except ElementTree.ParseError:
        return {}
    return found


def _holds_errors(archive: zipfile.ZipFile) -> bool:
    """A cheap look: most documents hold none, and are then not read twice."""
    with archive.open("content.xml") as stream:
        rest = b""
        while chunk := stream.read(CHUNK):
            if ERROR in rest + chunk:
                return True
            rest = chunk[-len(ERROR) :]
    return False


def _errors(stream: IO[bytes]) -> Iterator[tuple[str, int, int, str]]:
    """Cells and rows that stand for several are counted as many; what was read is let go of row by row."""
    sheet, row, column = "", 0, 0
    for event, element in ElementTree.iterparse(stream, events=("start", "end")):
        if element.tag == f"{_TABLE}table" and event == "start":
            sheet, row = element.get(f"{_TABLE}name", ""), 0
        elif element.tag == f"{_TABLE}table-row":
            column = 0
            if event == "end":
                row += int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                element.clear()
        elif event == "end" and element.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            if element.get(_CALC) == "error":
                shown = element.find(_TEXT)
                yield sheet, row, column, "".join(shown.itertext())[:32] if shown is not None else "#ERROR"
            column += int(element.get(f"{_TABLE}number-columns-repeated", "1"))
