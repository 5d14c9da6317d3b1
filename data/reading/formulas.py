"""Formula errors and formulas never computed: the reader shows both as blank cells, the sheet's own XML tells them."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

NO_VALUE = "no value"
CHUNK = 4 * 1024**2
MAX_LISTING = 8 * 1024**2  # bytes of workbook.xml and its relations
MAX_FOUND = 1_000_000
MAX_COLUMN = 16_384

_NAME = rb"(?:[A-Za-z_][\w.-]*:)?"
_CELL = rb"<" + _NAME + rb"c\s([^<>]*)>"
_END = rb"</" + _NAME + rb"c\s*>"
_ERROR = re.compile(
    rb"<" + _NAME + rb"c\s([^<>]*?\bt\s*=\s*[\"']e[\"'][^<>]*)>(?:(?!</?" + _NAME + rb"c[\s>]).)*?"
    rb"<" + _NAME + rb"v\s*>([^<]{1,32})<",
    re.DOTALL,
)
_FORMULA = re.compile(
    _CELL + rb"\s*<" + _NAME + rb"f(?:\s[^<>]*)?(?:/>|>[^<]*</" + _NAME + rb"f\s*>)\s*"
    rb"(<" + _NAME + rb"v\s*(?:/>|>\s*</" + _NAME + rb"v\s*>)\s*)?" + _END
)
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_HIDDEN = re.compile(rb"<" + _NAME + rb"(row|col)\s([^<>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'][^<>]*)>")
_NUMBER = {name: re.compile(rb"\b" + name + rb"\s*=\s*[\"'](\d{1,7})[\"']") for name in (b"r", b"min", b"max")}
_TEXT_TYPE = re.compile(rb"\bt\s*=\s*[\"']str[\"']")


@dataclass
class Hidden:
    """What a sheet hides: rows and columns, both from 0. They are read like all others."""

    rows: list[int] = field(default_factory=list)
    columns: set[int] = field(default_factory=set)


def missing_values(archive: zipfile.ZipFile, part: str, hidden: Hidden) -> Iterator[tuple[int, int, str]]:
    """Each such cell of one sheet: (row, column, both from 0; `#N/A`, or `no value` where Excel never computed it).

    What is hidden is put into `hidden` on the way.
    """
    with archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(CHUNK):
            rest += chunk
            end = rest.rfind(b"row>") + 4
            if end > 4:
                _look_for_hidden(rest[:end], hidden)
                yield from _found(rest[:end])
                rest = rest[end:]
            elif len(rest) > 16 * CHUNK:
                rest = rest[-CHUNK:]
        _look_for_hidden(rest, hidden)
        yield from _found(rest)


def _look_for_hidden(xml: bytes, hidden: Hidden) -> None:
    if b"hidden" not in xml:
        return
    for what, attributes in _HIDDEN.findall(xml):
        first, last = (b"r", b"r") if what == b"row" else (b"min", b"max")
        start, end = _NUMBER[first].search(attributes), _NUMBER[last].search(attributes)
        if start and end and what == b"row":
            hidden.rows.append(int(start[1]) - 1)
        elif start and end:
            hidden.columns.update(range(int(start[1]) - 1, min(int(end[1]), MAX_COLUMN)))


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> its part inside the workbook. A workbook that does not say is left as it is."""
    names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
    workbook = next((name for name in sorted(names) if name.endswith("workbook.xml")), None)
    if workbook is None:
        return {}
    folder, file = posixpath.split(workbook)
    relations = names.get(f"{folder}/_rels/{file}.rels".lstrip("/"))
    if relations is None:
        return {}
    targets = {
        element.get("Id"): posixpath.normpath(posixpath.join("/" + folder, element.get("Target", ""))).lstrip("/")
        for element in _elements(archive, relations)
    }
    parts = {}
    for element in _elements(archive, names[workbook]):
        if element.tag.rpartition("}")[2] == "sheet":
            link = next((value for key, value in element.items() if key.rpartition("}")[2] == "id"), None)
            part = names.get((targets.get(link) or "").lower())
            if part:
                parts[element.get("name", "")] = part
    return parts


def _found(xml: bytes) -> Iterator[tuple[int, int, str]]:
    if b't="e"' in xml or b"t='e'" in xml:
        for cell in _ERROR.finditer(xml):
            yield from _placed(cell[1], cell[2].decode("utf-8", errors="replace").strip())
    if b"f>" in xml or b"/>" in xml:
        for cell in _FORMULA.finditer(xml):
            is_empty_text = cell[2] is not None and _TEXT_TYPE.search(cell[1])
            if not is_empty_text:
                yield from _placed(cell[1], NO_VALUE)


def _placed(attributes: bytes, code: str) -> Iterator[tuple[int, int, str]]:
    place = _PLACE.search(attributes)
    if place is None:
        return
    column = 0
    for letter in place[1]:
        column = column * 26 + letter - 64
    row = int(place[2])
    if 0 < row <= 1_048_576 and column <= 16_384:
        yield row - 1, column - 1, code


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[ElementTree.Element]:
    with archive.open(part) as stream:
        text = stream.read(MAX_LISTING)
    try:
        yield from ElementTree.fromstring(text).iter()
    except ElementTree.ParseError:
        return
