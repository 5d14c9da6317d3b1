"""Formula errors of a sheet in a binary workbook (.xlsb): the reader shows them as blank cells, the sheet's records tell
them. A record is its kind, its length and that many bytes (MS-XLSB 2.1.4)."""

import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

ROW, ERROR_CELL, ERROR_OF_FORMULA, SHEET = 0, 3, 11, 156
CODES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
MOST = 512 * 1024**2  # bytes of one sheet


def errors_by_sheet(archive: zipfile.ZipFile) -> dict[str, list[tuple[int, int, str]]]:
    """Sheet -> each cell that holds an error: (row, column, both from 0; `#N/A`). Sheets that cannot be told are left."""
    names = {name.lower(): name for name in archive.namelist()}
    workbook, relations = names.get("xl/workbook.bin"), names.get("xl/_rels/workbook.bin.rels")
    if workbook is None or relations is None:
        return {}
    try:
        root = ElementTree.fromstring(_read(archive, relations))
        targets = {
            relation.get("Id"): posixpath.normpath(f"xl/{relation.get('Target', '')}").lower() for relation in root
        }
        sheets = dict(_sheets(_read(archive, workbook)))
        parts = {sheet: names[targets[link]] for sheet, link in sheets.items() if targets.get(link) in names}
        return {sheet: list(_errors(_read(archive, part))) for sheet, part in parts.items()}
    except (ElementTree.ParseError, IndexError, UnicodeDecodeError):
        return {}


def _read(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as stream:
        return stream.read(MOST)


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(content):
        kind, at = content[at], at + 1
        if kind & 0x80:
            kind, at = (kind & 0x7F) | ((content[at] & 0x7F) << 7), at + 1
        size = 0
        for shift in (0, 7, 14, 21):
            piece, at = content[at], at + 1
            size |= (piece & 0x7F) << shift
            if not piece & 0x80:
                break
        yield kind, content[at : at + size]
        at += size


def _sheets(workbook: bytes) -> Iterator[tuple[str, str]]:
    """(sheet, its relation): two texts after the sheet's state and number."""
    for kind, record in _records(workbook):
        if kind == SHEET:
            link, at = _text(record, 8)
            yield _text(record, at)[0], link


def _text(record: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * int.from_bytes(record[at : at + 4], "little")
    return record[at + 4 : end].decode("utf-16-le"), end


def _errors(sheet: bytes) -> Iterator[tuple[int, int, str]]:
    row = 0
    for kind, record in _records(sheet):
        if kind == ROW:
            row = int.from_bytes(record[:4], "little")
        elif kind in (ERROR_CELL, ERROR_OF_FORMULA):
            yield row, int.from_bytes(record[:4], "little"), CODES.get(record[8], "#ERROR")
