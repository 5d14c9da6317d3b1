"""How a sheet of the workbook is written: in the house's look, text as text, formulas only where they are our own."""

import datetime as dt
import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from components.exports.cells import Cell
from components.text.downloads import FORMULA_STARTS
from components.theme import LIGHT

HEADER_ROW = 3  # the row of the column heads, from 0: title, what the sheet is, a blank row, heads
FIRST = HEADER_ROW + 1
LONGEST = 32_000  # letters of a cell; Excel takes 32,767
WIDEST, NARROWEST = 48, 9  # letters of a column
MEASURED = 200  # rows whose texts say how wide a column is
FORMATS = {
    "percent": "0.0%",
    "share": "0.0%",
    "money": "#,##0",
    "count": "#,##0",
    "multiple": '0.00"x"',
    "days": "#,##0",
    "months": "0.0",
    "quarters": "0.0",
    "for each 1": "0.00",
    "per 100": "0.00",
    "a function": "0.00",
}
"""A metric's unit -> how its figures are shown."""
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Letters that no XML holds. In a cell they are written by their number; elsewhere they would make the whole file unreadable."""
LINE = 13  # points a line of text is high
SERIF, SANS = "Georgia", "Calibri"
USUAL: dict[str, str | float] = {"font_name": SANS, "font_size": 10, "font_color": LIGHT.ink, "valign": "top"}
"""A cell's look, where nothing else is wanted."""


class WorkbookWriter:
    """A workbook and its looks, each made once."""

    def __init__(self, workbook: Workbook, footer: str) -> None:
        self.workbook = workbook
        self.footer = footer
        self._made: dict[tuple[tuple[str, str | float], ...], Format] = {}

    def cell_format(self, **more: str | float) -> Format:
        """A cell's look: the house's own, and what differs from it."""
        wanted = USUAL | more
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self.workbook.add_format(wanted)
        return self._made[key]

    def add_sheet(self, name: str, title: str, description: str, colour: str = LIGHT.line) -> Worksheet:
        """A new sheet with its title and what it is."""
        made = self.workbook.add_worksheet(name)
        made.hide_gridlines(2)
        made.set_tab_color(colour)
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        made.set_footer(self.footer)
        made.set_row(0, 24)
        text(made, 0, 0, title, self.cell_format(font_name=SERIF, font_size=15, bold=True))
        text(made, 1, 0, description, self.cell_format(font_color=LIGHT.grey))
        return made

    def table_header(
        self, sheet: Worksheet, names: Sequence[str], rows: int, numbers: Collection[int] = (), *, frozen: int = 0
    ) -> None:
        """The heads of the columns above so many rows, with a filter; they, and the `frozen` first columns, stay in sight.

        `numbers` are the columns that hold them, and so are headed at the right.
        """
        self.header(sheet, HEADER_ROW, names, numbers)
        sheet.freeze_panes(FIRST, frozen)
        sheet.repeat_rows(HEADER_ROW)
        if rows:
            sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + rows, len(names) - 1)

    def header(self, sheet: Worksheet, at: int, names: Sequence[str], numbers: Collection[int] = ()) -> None:
        """A line of heads."""
        header_style: dict[str, str | float] = {
            "bold": True,
            "bottom": 1,
            "bottom_color": LIGHT.accent,
            "font_color": LIGHT.accent,
            "text_wrap": True,
        }
        for column, name in enumerate(names):
            text(
                sheet,
                at,
                column,
                name,
                self.cell_format(**header_style, align="right" if column in numbers else "left"),
            )

    def link(self, sheet: Worksheet, row: int, column: int, name: str, shown: str) -> None:
        """A way to another sheet of the workbook."""
        link_format = self.cell_format(font_color=LIGHT.accent, underline=1)
        sheet.write_url(row, column, f"internal:{quoted(name)}!A1", link_format, string=shown[:250])


@dataclass(frozen=True)
class Names:
    """The names of the sheets, each of which Excel takes once: 31 letters at most, some letters never."""

    taken: set[str]

    def unique(self, title: str) -> str:
        """A name that nobody has yet, as near to the title as it may be."""
        plain = " ".join(UNWRITABLE.sub("", re.sub(r"[\[\]:*?/\\'\t\r\n]", " ", title)).split()) or "Sheet"
        plain = "History of it" if plain.casefold() == "history" else plain
        short, number = _cut(plain, 31), 1
        while short.casefold() in self.taken:
            number += 1
            short = f"{_cut(plain, 31 - len(str(number)) - 1)} {number}"
        self.taken.add(short.casefold())
        return short


def quoted(name: str) -> str:
    """A sheet's name as formulas say it."""
    return f"'{name}'"


def text(sheet: Worksheet, row: int, column: int, content: str, cell_format: Format | None = None) -> None:
    """Text that stays text, whatever it begins with."""
    content = content if len(content) <= LONGEST else f"{content[:LONGEST]}…"
    sheet.write_string(row, column, content, cell_format)


def write(
    writer: WorkbookWriter,
    sheet: Worksheet,
    row: int,
    column: int,
    value: Cell,
    number_format: str = "",
    **more: str | float,
) -> None:
    """A value as what it is; nothing where there is none."""
    plain = plainly(value)
    if isinstance(plain, str):
        if plain.startswith(FORMULA_STARTS):  # typed into again, it stays text as well
            more |= {"quote_prefix": True}
        text(sheet, row, column, plain, writer.cell_format(**more))
    elif isinstance(plain, dt.datetime | dt.date):
        sheet.write_datetime(row, column, plain, writer.cell_format(num_format="yyyy-mm-dd", align="left", **more))
    elif plain is not None:
        sheet.write_number(row, column, plain, writer.cell_format(num_format=number_format or "General", **more))
    else:
        sheet.write_blank(row, column, None, writer.cell_format(**more))


def plainly(value: Cell) -> str | float | int | dt.date | None:
    """A cell of a frame as a sheet holds it: yes and no in words, lists as text, days as days, nothing as None."""
    if isinstance(value, list | tuple | np.ndarray):
        return "; ".join(map(str, value))
    if value is None or pd.isna(value):
        return None
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    if isinstance(value, str):
        return value or None
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None) if value.year >= 1900 else str(value)
    if isinstance(value, dt.date):
        return value if value.year >= 1900 else str(value)
    number = float(value)
    return number if math.isfinite(number) else None


def tall(sheet: Worksheet, row: int, *cells: tuple[str, int]) -> None:
    """A row as high as its longest text needs; each cell is its text and its column's width in letters."""
    lines = max(math.ceil(0.95 * len(content) / width) for content, width in cells)
    if lines > 1:
        sheet.set_row(row, LINE * lines + 2)


def widths(
    sheet: Worksheet, columns: Sequence[Sequence[Cell]], headings: Sequence[str], *, most: int = MEASURED
) -> None:
    """Each column as wide as what stands in its first (`most`) rows, within bounds."""
    for at, (cells, heading) in enumerate(zip(columns, headings, strict=True)):
        longest = max((_letters(cell) for cell in cells[:most]), default=0)
        longest_word = max((len(word) for word in heading.split()), default=0)
        sheet.set_column(at, at, min(WIDEST, max(NARROWEST, longest + 2, longest_word + 4)))


def _letters(value: Cell) -> int:
    plain = plainly(value)
    return (
        len(f"{plain:,.0f}")
        if isinstance(plain, float)
        else 10
        if isinstance(plain, dt.date)
        else len(str(plain or ""))
    )


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip(' ,;.-')}…"
