"""Which row of a sheet is the header? Labels across most of the table's width, with values below them."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from data.reading.cells import NotUnderstood, TwoReadings, period
from data.reading.grid import Grid
from data.reading.periods import written_period
from data.reading.table import Cell
from data.reading.values import BLANK_WORDS

LOOK_FOR = 40  # filled rows looked at for a header
LOOK_BELOW = 50  # filled rows below that say how wide the table is
TITLE_ROWS = 6  # rows of loose words that may stand above a header
SAMPLE = 20  # values of a column that say whether it holds labels or figures
LONGEST = 3_000  # characters; government headers reach 500

_FIGURE = re.compile(r"[\s$€£¥(+\-−]*\d[\d\s.,'’\u00a0\u202f]*\s*(?:%|\)|[kKmMbB]n?|€|\$|[A-Z]{3})*")
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?(?:[ T]\d.*)?")
_YEAR = re.compile(r"(?:19|20)\d\d")


def is_label(cell: Cell) -> bool:
    """A name for a column, as against a figure, a day, an address."""
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return False
    text = cell.strip()
    return text.lower() not in BLANK_WORDS and not (
        _FIGURE.fullmatch(text) or _DAY.fullmatch(text) or "@" in text or "://" in text
    )


def is_header(grid: Grid, row: int, columns: slice = slice(None)) -> bool:
    """Whether a row could name columns: labels, and beside them at most years and days (a pivot's columns)."""
    cells = cells_of(grid, row, columns)
    labels = sum(map(is_label, cells))
    return labels > 0 and all(is_label(cell) or _is_period(cell) for cell in cells)


def names_periods(grid: Grid, row: int) -> bool:
    """Whether a row holds labels, and beside them two months or more written as texts or figures: a wide sheet's header
    (`Unit | 2026-03 | 2026-04`), which looks like a row of values otherwise."""
    cells = cells_of(grid, row)
    others = [cell for cell in cells if not is_label(cell)]
    if len(others) == len(cells) or len(others) < 2 or any(cell in (None, "") for cell in others):
        return False
    try:
        found = [period(_as_text(cell) if isinstance(cell, float) else cell) for cell in others]
    except TwoReadings as either:
        return len(set(map(str, others))) == len(others) and len(either.readings) == 2
    except NotUnderstood:
        return False
    starts = [each.start for each in found if each]
    return len(set(starts)) == len(others) and starts in (sorted(starts), sorted(starts, reverse=True))


def header_row(grid: Grid, filled: Sequence[int], fills: Sequence[int]) -> int | None:
    """The first row that can name most of the table below it; None where every row holds figures.

    `filled` are the rows that hold anything, `fills` how many cells each of them has.
    """
    for place, row in enumerate(filled[:LOOK_FOR]):
        block = _block_end(filled, place)
        widest = max(fills[place : min(block, place + LOOK_BELOW) if block > place + 1 else place + LOOK_BELOW])
        enough = fills[place] >= max(1 if grid.delimited else 2, widest / 2)
        names = is_header(grid, row) or names_periods(grid, row)
        if enough and names and not _is_preamble(grid, filled, fills, place):
            return _fuller(grid, filled, fills, place) or row
    return None


def second_line(grid: Grid, row: int, last: int) -> bool:
    """Whether the header goes on in the next row: it names what this row left blank, and is not yet a value."""
    below = row + 1
    if below >= last or not (is_header(grid, below) or _are_months(grid, below)):
        return False
    upper, lower = grid.codes[row] != 0, grid.codes[below] != 0
    if not (lower & ~upper).any() or not (upper & ~lower).any():
        return False
    if any(first[0] == row and end[1] > first[1] for first, end in grid.merged):
        return True
    figures = [column for column in np.flatnonzero(lower).tolist() if not _are_labels(grid, below + 1, column)]
    return bool(figures) and below + 1 < last


def banner_needed(grid: Grid, row: int) -> bool:
    """Whether the row above tells equal headers apart: `Seats | Users | Seats | Users` below `Q1 | Q2`."""
    above = row - 1
    if above < 0 or not grid.codes[above].any() or not is_header(grid, above):
        return False
    own = Counter(_folded(cell) for cell in cells_of(grid, row))
    joined = Counter(_folded(text) for text in headers(grid, (above, row)) if text)
    return own.most_common(1)[0][1] > 1 and joined.most_common(1)[0][1] == 1


def headers(grid: Grid, lines: Sequence[int]) -> list[str]:
    """The header of every grid column: one line as written, two lines joined."""
    return [" ".join(parts) for parts in header_parts(grid, lines)]


def header_parts(grid: Grid, lines: Sequence[int]) -> list[tuple[str, ...]]:
    """The header of every grid column line by line, an upper line spread over its group; equal lines count once."""
    texts = [[_as_text(grid.value(line, column)) for column in range(grid.codes.shape[1])] for line in lines]
    if len(texts) == 1:
        return [(text,) for text in texts[0]]
    upper, lower = texts
    group = ""
    found: list[tuple[str, ...]] = []
    for above, below in zip(upper, lower, strict=True):
        group = above or (group if below else "")
        both = bool(group and below) and _folded(group) != _folded(below)
        found.append((group, below) if both else (group or below,))
        if above and not below:
            group = ""
    return found


def cells_of(grid: Grid, row: int, columns: slice = slice(None)) -> list[Cell]:
    """What the filled cells of a row hold."""
    codes = grid.codes[row, columns]
    return [grid.values[code] for code in codes[codes != 0]]


def holds_figures(grid: Grid, rows: Sequence[int], column: int) -> bool:
    """Whether a column's first values are figures or days, none of them a label."""
    cells = [grid.value(row, column) for row in rows[:SAMPLE]]
    cells = [cell for cell in cells if cell is not None]
    return bool(cells) and not any(map(is_label, cells))


def period_in(cell: Cell) -> str:
    """A year or a day as text; empty for any other cell."""
    return _as_text(cell) if _is_period(cell) else ""


def _are_labels(grid: Grid, row: int, column: int) -> bool:
    """Whether the next values of a column look like labels too (blank ones tell nothing, so they do)."""
    return not holds_figures(grid, range(row, min(row + SAMPLE, grid.codes.shape[0])), column)


def _fuller(grid: Grid, filled: Sequence[int], fills: Sequence[int], place: int) -> int | None:
    """A row soon after that names more, every column that has figures below it: then this one is still a title."""
    for later in range(place + 1, min(place + TITLE_ROWS, len(filled) - 1)):
        row = filled[later]
        if not is_header(grid, row):
            return None
        widest = max(fills[later : later + LOOK_BELOW])
        if fills[later] > fills[place] and fills[later] == widest:
            figures = (
                holds_figures(grid, filled[later + 1 :], column) for column in np.flatnonzero(grid.codes[row]).tolist()
            )
            return row if any(figures) else None
    return None


def _is_preamble(grid: Grid, filled: Sequence[int], fills: Sequence[int], place: int) -> bool:
    """`Report | AI spend`, `Period | Q1 2026`: two columns of facts, a blank row, then a wider table."""
    end = _block_end(filled, place)
    if end - place > LOOK_FOR // 2 or max(fills[place:end]) > 2:
        return False
    below = zip(filled[end : end + 3], fills[end : end + 3], strict=True)
    return any(fill >= 3 and is_header(grid, row) for row, fill in below)


def _block_end(filled: Sequence[int], place: int) -> int:
    """Where the run of rows without a blank one ends that starts at this place."""
    end = place + 1
    while end < len(filled) and filled[end] == filled[end - 1] + 1:
        end += 1
    return end


def _are_months(grid: Grid, row: int) -> bool:
    """Whether a row names months as texts, no days: those are as likely values."""
    texts = [cell for cell in cells_of(grid, row) if not is_label(cell)]
    return names_periods(grid, row) and all(written_period(cell) for cell in texts)


def _is_period(cell: Cell) -> bool:
    if isinstance(cell, float):
        return cell.is_integer() and 1990 <= cell <= 2100
    return isinstance(cell, dt.date) or (isinstance(cell, str) and bool(_YEAR.fullmatch(cell.strip())))


def _as_text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _folded(cell: Cell) -> str:
    return " ".join(str(cell).split()).casefold()
