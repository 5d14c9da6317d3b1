"""What stands at the foot of a table and is not data: totals rows, footnotes."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from data.reading.grid import TEXT, Grid
from data.reading.table import Cell

MAX_FOOT = 20  # rows taken off the end of one table
_TOTAL = re.compile(
    r"(?:(?:grand|sub|overall|report|running)[\s-]*)?totals?|sum|summe|gesamt(?:summe)?|zwischensumme"
    r"|total g[ée]n[ée]ral|sous[\s-]total|suma|totale|totaal",
    re.IGNORECASE,
)
_TOTAL_OF = re.compile(r"totals?\b.{1,40}|.{1,60}\btotals?", re.IGNORECASE | re.DOTALL)
_TOTAL_WORD = re.compile(r"\b(?:sub-?)?totals?\b(?:\s+(?:of|for)\b)?", re.IGNORECASE)
_NOTE = re.compile(r"(?:\*|†|‡|\d\)|\(\d\)|notes?\b|source\b|sources\b|as of\b|generated\b|exported\b)", re.IGNORECASE)


def totals_rows(grid: Grid, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which rows are totals: their first filled cell is a totals word, and something else stands beside it."""
    words, of_something = np.zeros((2, len(grid.values)), dtype=bool)
    for code, cell in enumerate(grid.values):
        if grid.kinds[code] == TEXT and isinstance(cell, str) and len(cell) < 60:
            text = cell.strip().rstrip(":").rstrip()
            words[code] = _TOTAL.fullmatch(text) is not None
            of_something[code] = not words[code] and _TOTAL_OF.fullmatch(text) is not None
    if not words.any() and not of_something.any():
        return np.zeros(len(rows), dtype=bool)
    cells = grid.codes[np.ix_(rows, columns)]
    place = (cells != 0).argmax(axis=1)
    first = cells[np.arange(len(rows)), place]
    several = (cells != 0).sum(axis=1) > 1
    totals: NDArray[np.bool_] = words[first] & several
    for at in np.flatnonzero(of_something[first] & several).tolist():
        totals[at] = _ends_a_group(grid, cells, at, int(place[at]))
    return totals


def _ends_a_group(grid: Grid, cells: NDArray[np.int32], at: int, place: int) -> bool:
    """`Claims total` below rows of Claims, which fills fewer cells than they do, and no word of theirs but its own."""
    above = at - 1
    while above > 0 and not cells[above, place]:
        above -= 1
    name, own = grid.values[cells[above, place]], grid.values[cells[at, place]]
    if above < 0 or not isinstance(name, str) or not isinstance(own, str):
        return False
    rest = " ".join(_TOTAL_WORD.sub(" ", own).strip(" :-–").split())
    is_fewer = (cells[at] != 0).sum() < (cells[above] != 0).sum()
    return is_fewer and rest.casefold() == " ".join(name.split()).casefold()


def cut_foot(grid: Grid, rows: list[int], columns: NDArray[np.intp]) -> tuple[list[int], list[int], list[int]]:
    """(data rows, totals rows, footnote rows): what the end of a table shows, read from the last row upwards."""
    totals: list[int] = []
    notes: list[int] = []
    usual = _usual_fill(grid, rows, columns)
    while rows and len(totals) + len(notes) < MAX_FOOT:
        cells = [grid.value(rows[-1], column) for column in columns.tolist()]
        filled = [cell for cell in cells if cell is not None]
        after_gap = len(rows) > 1 and rows[-1] - rows[-2] > 1
        if len(filled) == 1 and len(columns) > 2 and _is_note(filled[0], after_gap):
            notes.insert(0, rows.pop())
        elif _is_total_of(filled, usual):
            totals.insert(0, rows.pop())
        else:
            break
    return rows, totals, notes


def _is_note(cell: Cell, after_gap: bool) -> bool:
    return isinstance(cell, str) and (after_gap or _NOTE.match(cell.strip()) is not None)


def _is_total_of(filled: Sequence[Cell], usual: float) -> bool:
    """`Total Q1 2026`, `Sales Total`: figures beside the words, and fewer cells than a row of data has."""
    if not filled or not isinstance(filled[0], str) or len(filled) >= usual:
        return False
    beside = any(isinstance(cell, float) or (isinstance(cell, str) and cell[-1:].isdigit()) for cell in filled[1:])
    return beside and _TOTAL_OF.fullmatch(filled[0].strip()) is not None


def _usual_fill(grid: Grid, rows: list[int], columns: NDArray[np.intp]) -> float:
    """How many cells of a row are filled as a rule, by the table's last hundred rows."""
    cells = grid.codes[np.ix_(np.array(rows[-100:], dtype=np.intp), columns)] != 0
    return float(np.median(cells.sum(axis=1))) if len(cells) else 0.0
