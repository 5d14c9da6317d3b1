"""Rows as a native table: as many as fit on a slide."""

import datetime as dt
import math
from collections.abc import Sequence
from numbers import Number
from typing import SupportsIndex

import numpy as np
import pandas as pd
from lxml import etree
from pptx.oxml.ns import qn
from pptx.shapes.shapetree import SlideShapes
from pptx.table import Table as NativeTable
from pptx.table import _Cell
from pptx.util import Emu

from components.exports.cells import Cell
from components.exports.deck import letters
from components.exports.deck.colours import NAMESPACE, POINT, Ink, edge
from components.exports.deck.labels import Area
from components.exports.deck.letters import Type
from components.page.explain import LONG_NUMBER
from components.text import format
from components.theme import Viewport

LARGEST, COMFORTABLE, SMALLEST = 12.0, 9.5, 8.0
INSIDE = 5.0  # points between a cell's text and its edge, left and right
AIR = 5.0  # above and below together
LONGEST = 150  # letters of a cell
MOST_SHARE = 0.34  # of the table, for one column


def put(shapes: SlideShapes, frame: pd.DataFrame, area: Area, viewport: Viewport, name: str) -> int:
    """Draw the first rows that fit; returns how many."""
    texts = _as_text(frame)
    size, widths, shown = _fitted(texts, area)
    heights = [_height(row, widths, size) for row in (list(texts.columns), *texts.head(shown).to_numpy().tolist())]
    drawn = shapes.add_table(
        shown + 1,
        len(texts.columns),
        Emu(round(area.left * POINT)),
        Emu(round(area.top * POINT)),
        Emu(round(sum(widths) * POINT)),
        Emu(round(sum(heights) * POINT)),
    )
    drawn.name = letters.clean(name)[:120]
    table = drawn.table
    plain(table)
    numeric = [_is_numeric(frame.iloc[:, at]) for at in range(len(frame.columns))]
    for at, width in enumerate(widths):
        table.columns[at].width = Emu(round(width * POINT))
    for at, height in enumerate(heights):
        table.rows[at].height = Emu(round(height * POINT))
    for column, title in enumerate(texts.columns):
        _cell(
            table.cell(0, column),
            title,
            Type(size, viewport.grey, align="right" if numeric[column] else "left"),
            viewport,
            is_header=True,
        )
    for row in range(shown):
        for column in range(len(texts.columns)):
            set_as = Type(size, viewport.ink, align="right" if numeric[column] else "left")
            _cell(table.cell(row + 1, column), texts.iat[row, column], set_as, viewport)
    return shown


def _is_numeric(column: pd.Series) -> bool:
    """Whether a column's cells are numbers, as far as it has any."""
    cells = [cell for cell in column.head(200) if cell is not None and not pd.isna(cell)]
    return bool(cells) and all(isinstance(cell, Number) and not isinstance(cell, bool) for cell in cells)


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Cells as text, as a page writes them."""
    texts = pd.DataFrame(
        {at: [_text(cell) for cell in frame.iloc[:, at]] for at in range(len(frame.columns))}, dtype=object
    )
    texts.columns = [letters.clean(str(column).replace("_", " ")) for column in frame.columns]
    return texts


def _text(cell: Cell) -> str:
    if cell is None or cell is pd.NaT or (isinstance(cell, float) and not math.isfinite(cell)) or cell is pd.NA:
        return ""
    if isinstance(cell, bool | np.bool_):
        return "yes" if cell else "no"
    if isinstance(cell, pd.Timestamp | dt.datetime | dt.date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, str | list | tuple):
        return format.shorten(letters.clean(cell), LONGEST)
    if isinstance(cell, SupportsIndex):
        return f"{int(cell):,}".replace("-", format.MINUS) if abs(int(cell)) >= LONG_NUMBER else str(int(cell))
    try:
        number = float(cell)
    except (TypeError, ValueError):
        return format.shorten(letters.clean(cell), LONGEST)
    written = (
        f"{number:,.2f}".rstrip("0").rstrip(".")
        if abs(number) >= LONG_NUMBER
        else f"{number:.2f}".rstrip("0").rstrip(".")
    )
    return written.replace("-", format.MINUS)


def _fitted(texts: pd.DataFrame, area: Area) -> tuple[float, list[float], int]:
    """The size of the letters, the columns' widths, how many rows fit."""
    size = LARGEST
    while True:
        widths = _widths(texts, size, area.width)
        room = area.height - _height(list(texts.columns), widths, size)
        shown = 0
        for row in texts.to_numpy().tolist():
            high = _height(row, widths, size)
            if high > room:
                break
            room -= high
            shown += 1
        is_broken = any(
            letters.width(word, size) > width - 2 * INSIDE
            for title, width in zip(texts.columns, widths, strict=True)
            for word in str(title).split()
        )
        if size <= SMALLEST or (not is_broken and (shown == len(texts) or size <= COMFORTABLE)):
            return size, widths, max(shown, min(1, len(texts)))
        size -= 0.5


def _widths(texts: pd.DataFrame, size: float, room: float) -> list[float]:
    """Columns as wide as their texts, the long ones made to wrap until all fit."""
    least, wanted = [], []
    for at, title in enumerate(texts.columns):
        cells = [title, *texts.iloc[:60, at].tolist()]
        wanted.append(
            min(
                max(letters.width(cell, size, is_bold=cell is title) for cell in cells) + 2 * INSIDE + 2,
                room * MOST_SHARE,
            )
        )
        longest = max(
            (letters.width(word, size, is_bold=True) for cell in cells for word in str(cell).split()), default=0.0
        )
        least.append(min(longest + 2 * INSIDE + 1, wanted[-1]))
    total = sum(wanted)
    if total <= room:
        spare = room - total
        return [width + spare * width / total for width in wanted] if total > room * 0.7 else wanted
    over = total - room
    slack = [want - low for want, low in zip(wanted, least, strict=True)]
    if sum(slack) >= over:
        return [want - over * loose / sum(slack) for want, loose in zip(wanted, slack, strict=True)]
    return [low * room / sum(least) for low in least]


def _height(row: Sequence[object], widths: Sequence[float], size: float) -> float:
    most = max(
        (letters.rows(str(cell), size, width - 2 * INSIDE) for cell, width in zip(row, widths, strict=True)), default=1
    )
    return most * size * letters.LEADING + AIR


def plain(table: NativeTable) -> None:
    """No colours and stripes of the theme's own."""
    properties = table._tbl.tblPr
    if properties is None:
        return
    for setting in ("firstRow", "bandRow"):
        properties.set(setting, "0")
    for style in properties.findall(qn("a:tableStyleId")):
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"


def _cell(cell: _Cell, text: str, set_as: Type, viewport: Viewport, *, is_header: bool = False) -> None:
    letters.write(cell.text_frame, [text], set_as)
    properties = cell._tc.get_or_add_tcPr()
    for side in ("marL", "marR"):
        properties.set(side, str(round(INSIDE * POINT)))
    for side in ("marT", "marB"):
        properties.set(side, str(round(AIR / 2 * POINT)))
    line = edge(Ink(edge=viewport.grey if is_header else viewport.line, edge_width=0.75)).replace("a:ln", "a:lnB")
    for element in etree.fromstring(f'<x xmlns:a="{NAMESPACE}">{line}</x>'):
        properties.append(element)
