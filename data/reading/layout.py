"""Where are the tables on a sheet? Titles above, header in any row, blank columns, totals and footnotes below."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from data.reading.foot import cut_foot, totals_rows
from data.reading.grid import DAY, MOMENT, TEXT, Grid
from data.reading.header import (
    banner_needed,
    cells_of,
    header_parts,
    header_row,
    headers,
    holds_figures,
    is_header,
    period_in,
    second_line,
)

MAX_TABLES = 200  # of one sheet
MAX_GAPS = 2_000  # blank rows behind which another table is looked for
TITLES = 4  # lines of title that may stand between two tables


@dataclass(frozen=True)
class Place:
    """One table on a grid: its header lines (none where the sheet names nothing), columns, rows, all from 0.

    `codes` are the data cells, one row of the array per column of the table; `parts` its headers line by line.
    """

    lines: tuple[int, ...]
    columns: tuple[int, ...]
    headers: tuple[str, ...]
    rows: NDArray[np.intp]
    codes: NDArray[np.int32]
    totals: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    repeated: tuple[int, ...] = field(default=())
    parts: tuple[tuple[str, ...], ...] = ()


def tables(grid: Grid) -> list[Place]:
    """Every table of a sheet, from the top down. A sheet of one column is a table only in a text file."""
    fills = (grid.codes != 0).sum(axis=1)
    filled = np.flatnonzero(fills)
    if not grid.delimited and fills.max(initial=0) < 2:
        return []
    found: list[Place] = []
    while len(filled) and len(found) < MAX_TABLES:
        head = header_row(grid, filled[:200].tolist(), fills[filled[:200]].tolist())
        if head is None:
            found += _headerless(grid, filled) if not found else []
            break
        end = _next_table(grid, head, filled, fills)
        titles, rows = filled[filled < head], filled[(filled >= head) & (filled < end)]
        found += _side_by_side(grid, head, titles, rows)
        filled = filled[filled >= end]
    return found


def _next_table(grid: Grid, head: int, filled: NDArray[np.intp], fills: NDArray[np.intp]) -> int:
    """The row where the next table (or its title) starts: behind a blank row, labels again above figures."""
    body = filled[filled > head]
    starts = body[1:][np.diff(body) > 1]
    own = np.flatnonzero(grid.codes[head])
    for start in starts[:MAX_GAPS]:
        block = body[body.searchsorted(start) :][: TITLES + 60]
        block = block[: 1 + int(np.argmax(np.append(np.diff(block), 2) > 1))].tolist()
        titles = 0
        while titles < min(TITLES, len(block) - 1) and fills[block[titles]] == 1:
            titles += 1
        if len(block) - titles >= 2 and _starts_again(grid, head, own, block[titles], block[titles + 1 :]):
            return int(start)
    return int(grid.codes.shape[0])


def _starts_again(grid: Grid, head: int, own: NDArray[np.intp], row: int, below: list[int]) -> bool:
    """Whether a row after a gap names columns anew: the same header, labels above figures, or other columns."""
    codes = grid.codes[row]
    columns = np.flatnonzero(codes)
    if len(columns) < 2 or not is_header(grid, row):
        return False
    if len(columns) == len(own) and (codes[own] == grid.codes[head][own]).all():
        return True
    used = np.flatnonzero((grid.codes[below] != 0).any(axis=0))
    if len(set(used.tolist()) - set(columns.tolist())) > len(columns) / 2:
        return False
    if any(holds_figures(grid, below, column) for column in columns.tolist()):
        return True
    return not set(columns.tolist()) <= set(own.tolist())


def _side_by_side(grid: Grid, head: int, titles: NDArray[np.intp], rows: NDArray[np.intp]) -> list[Place]:
    """One table, or several that stand beside each other with blank columns between them."""
    lines = _header_lines(grid, head, int(rows[-1]) + 1)
    body = rows[rows > lines[-1]]
    used = (grid.codes[rows] != 0).any(axis=0)
    columns = np.flatnonzero(used)
    groups = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
    notes = [_line(grid, row) for row in titles.tolist() if row not in lines]
    if len(groups) > 1 and _are_separate(grid, lines, groups, body):
        return [_place(grid, lines, group, body, notes) for group in groups]
    return [_place(grid, lines, columns, body, notes)]


def _header_lines(grid: Grid, head: int, last: int) -> tuple[int, ...]:
    if second_line(grid, head, last):
        return (head, head + 1)
    return (head - 1, head) if banner_needed(grid, head) else (head,)


def _are_separate(grid: Grid, lines: tuple[int, ...], groups: list[NDArray[np.intp]], body: NDArray[np.intp]) -> bool:
    """Blank columns part two tables where headers repeat, or where each is filled from its top to an end of its own."""
    names = headers(grid, lines)
    if any(sum(bool(names[column]) for column in group) < 2 for group in groups):
        return False
    first = [{names[column].casefold() for column in group} for group in groups]
    if len(first[0] & first[1]) * 2 >= min(len(first[0]), len(first[1])):
        return True
    ends = []
    for group in groups:
        some = (grid.codes[np.ix_(body, group)] != 0).any(axis=1)
        if not some.any() or not some[: int(np.flatnonzero(some)[-1]) + 1].all():
            return False
        ends.append(int(np.flatnonzero(some)[-1]))
    return len(set(ends)) > 1


def _place(
    grid: Grid, lines: tuple[int, ...], columns: NDArray[np.intp], body: NDArray[np.intp], notes: Sequence[str]
) -> Place:
    """Cut a table out of its rows: totals, footnotes and repeated headers apart, columns without anything dropped."""
    parts = header_parts(grid, lines) if lines else [("",)] * grid.codes.shape[1]
    names = [" ".join(words) for words in parts]
    cells = grid.codes[np.ix_(body, columns)]
    again = (cells == grid.codes[lines[-1], columns]).all(axis=1) if lines else np.zeros(len(body), dtype=bool)
    is_row = (cells != 0).any(axis=1) & ~again
    totals = totals_rows(grid, body, columns) & is_row
    data, foot, below = cut_foot(grid, body[is_row & ~totals].tolist(), columns)
    rows = np.array(data, dtype=np.intp)
    codes = _filled_down(grid, rows, columns)
    here = [place for place, column in enumerate(columns) if names[column] or (len(rows) and codes[place].any())]
    chosen = columns[here]
    return Place(
        lines=lines,
        columns=tuple(chosen.tolist()),
        headers=tuple(names[column] or f"column {grid.letter(column)}" for column in chosen.tolist()),
        rows=rows,
        codes=codes[here],
        totals=tuple(sorted([*body[totals].tolist(), *foot])),
        notes=(*notes, *(_line(grid, row) for row in below)),
        repeated=tuple(body[again].tolist()),
        parts=tuple(parts[column] for column in chosen.tolist()),
    )


def _filled_down(grid: Grid, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.int32]:
    """The data cells by column. A text or day merged over several rows stands for each of them; a figure does not."""
    codes = np.ascontiguousarray(grid.codes[np.ix_(rows, columns)].T)
    for (top, left), (bottom, right) in grid.merged:
        column = left - grid.first_column
        if left != right or bottom <= top or column not in columns or top not in rows:
            continue
        code = grid.codes[top, column]
        if grid.kinds[code] in (TEXT, DAY, MOMENT):
            span = codes[int(columns.searchsorted(column)), rows.searchsorted(top) : rows.searchsorted(bottom + 1)]
            span[span == 0] = code
    return codes


def _headerless(grid: Grid, filled: NDArray[np.intp]) -> list[Place]:
    """A sheet of values that names nothing: its columns are called by their letters."""
    columns = np.flatnonzero((grid.codes != 0).any(axis=0))
    return [_place(grid, (), columns, filled, ())] if Counter(filled.tolist()) else []


def _line(grid: Grid, row: int) -> str:
    """The words of a title or footnote as one text, a year or a day beside them included."""
    values = (cell if isinstance(cell, str) else period_in(cell) for cell in cells_of(grid, row))
    return " ".join(" ".join(text.split()) for text in values if text)
