"""Text tables: which encoding, which separator, and rows as they stand."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import PurePath

from data.problems import Problem, UnreadableFile
from data.reading import refusals
from data.reading.encodings import decoded
from data.reading.grid import Grid, grid_of

SEPARATORS = (",", ";", "\t", "|", "^")
SAMPLE = 65_536  # characters looked at to find the separator
SAMPLE_ROWS = 60
_CALLED = {
    "cp1252": "Western Windows text",
    "cp1250": "Central European Windows text",
    "cp1254": "Turkish Windows text",
    "cp1251": "Cyrillic Windows text",
    "koi8-r": "Russian text",
    "cp1253": "Greek Windows text",
    "mac-roman": "text of an old Mac",
    "cp932": "Japanese text",
    "euc_jp": "Japanese text",
    "cp949": "Korean text",
    "gb18030": "Chinese text",
    "big5": "Chinese text",
}
MAX_FIELD = 131_072  # characters in one cell; Excel holds 32,767


def read_text(content: bytes, name: str, tell: Callable[[int], None]) -> tuple[Grid, list[Problem]]:
    """A text table as a grid named like the file, as Excel names the sheet it opens it in."""
    text, encoding = decoded(content)
    first = text[:40].splitlines()[0].strip() if text.strip() else ""
    declared = first[4:] if first.lower().startswith("sep=") and len(first) == 5 else None
    rows = _rows(text, declared or separator_of(text))
    sheet = PurePath(name).stem or "Sheet"
    grid = grid_of(sheet, _without(rows, declared), delimited=True, tell=tell)
    return grid, [] if encoding.startswith("utf-") and "damaged" not in encoding else [_encoding_note(sheet, encoding)]


def separator_of(text: str) -> str:
    """The separator that cuts the first rows into the same number of cells most often; comma where none does."""
    sample = text[:SAMPLE]
    scores = {separator: _evenness(sample, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: scores[separator])
    return best if scores[best] > (0.0, 0) else ","


def _evenness(sample: str, separator: str) -> tuple[float, int]:
    """(share of rows with the usual number of cells, that number), or nothing where rows are not cut at all."""
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            if row:
                widths[len(row)] += 1
            if widths.total() >= SAMPLE_ROWS:
                break
    except csv.Error:
        return (0.0, 0)
    cut = {width: count for width, count in widths.items() if width > 1}
    if not cut:
        return (0.0, 0)
    usual = max(cut, key=lambda width: (cut[width], width))
    return (round(cut[usual] / widths.total(), 1), usual)


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    """Every row of the text, blank lines as empty rows. Raises UnreadableFile where a quotation mark is left open."""
    csv.field_size_limit(MAX_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    try:
        row: list[str] = []
        for row in reader:
            yield row
            last, line = line, reader.line_num + 1
    except csv.Error as failure:
        raise UnreadableFile(refusals.unclosed_quote(line)) from failure
    if row and "\n" in row[-1].rstrip("\r\n") and _is_open(text, separator, last):
        raise UnreadableFile(refusals.unclosed_quote(last))


def _is_open(text: str, separator: str, line: int) -> bool:
    """Whether the row that starts in this line ends inside a quotation: the strict reader says so."""
    lines = io.StringIO(text, newline="")
    for _ in range(line - 1):
        lines.readline()
    try:
        for _ in csv.reader(lines, delimiter=separator, strict=True):
            pass
    except csv.Error as failure:
        return "unexpected end of data" in str(failure)
    return False


def _without(rows: Iterator[list[str]], declared: str | None) -> Iterator[list[str]]:
    """The rows, with Excel's own `sep=;` line left blank: row numbers stay those of the file."""
    if declared:
        next(rows, None)
        yield []
    yield from rows


def _encoding_note(sheet: str, encoding: str) -> Problem:
    read = f"is not UTF-8; it was read as {_CALLED.get(encoding, 'text')} ({encoding})"
    if "damaged" in encoding:
        read = "is UTF-8 with letters that are damaged; they are shown as \ufffd"
    return Problem(
        cell=None,
        severity="warning",
        says=f'"{sheet}" {read}.',
        remedy="Check names with accents; if they look wrong, save the file as CSV UTF-8.",
        rule="encoding",
    )
