"""A sheet as a grid of codes: each different value is kept once, each cell is a number that points to it."""

import datetime as dt
import math
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.problems import UnreadableFile
from data.reading import refusals
from data.reading.table import Cell, CellError

BLANK, TEXT, NUMBER, TRUTH, DAY, MOMENT, ERROR = range(7)

MAX_ROWS = 5_000_000
MAX_COLUMNS = 16_384
MAX_CELLS = 100_000_000
TELL_EVERY = 5_000  # rows between two progress lines
INVISIBLE = "\u200b\u200c\u200d\ufeff"

Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, (row, column) from 0."""


@dataclass(frozen=True)
class Grid:
    """One sheet: `codes[row, column]` points into `values`; code 0 is a blank cell. Row 0 is the sheet's row 1.

    `kinds` holds the kind of each value (BLANK .. ERROR). `first_column` is the sheet column (from 0) of column 0.
    `delimited` is true for a text table, whose numbers and dates are texts; `is_list` for a list of a JSON file: row 1
    names its columns and every other row is data.
    """

    sheet: str
    codes: NDArray[np.int32]
    values: Sequence[Cell]
    kinds: NDArray[np.int8]
    first_column: int = 0
    merged: tuple[Merge, ...] = ()
    delimited: bool = False
    is_list: bool = False

    def value(self, row: int, column: int) -> Cell:
        """What stands in a cell, by its place in the grid."""
        return self.values[int(self.codes[row, column])]

    def letter(self, column: int) -> str:
        """The sheet's letter of a grid column: 0 is A where the grid starts at A."""
        return letters(self.first_column + column)


class Values(dict[object, int]):
    """Raw value -> code. A value not seen before gets the next code; blank ones share code 0."""

    def __init__(self) -> None:
        super().__init__({"": 0, None: 0})
        self.cells: list[Cell] = [None]
        self.kinds = array("b", [BLANK])

    def __missing__(self, raw: object) -> int:
        cell = _cell(raw)
        code = 0 if cell is None else len(self.cells)
        if cell is not None:
            self.cells.append(cell)
            self.kinds.append(_kind(cell))
        self[raw] = code
        return code


@dataclass(frozen=True)
class _Truth:
    """Stands in for true and false while coding: Python holds `True` and `1.0` to be the same key."""

    value: bool


def grid_of(
    sheet: str,
    rows: Iterable[Sequence[object]],
    *,
    first_column: int = 0,
    merged: tuple[Merge, ...] = (),
    delimited: bool = False,
    missing: Iterable[tuple[int, int, str]] = (),
    tell: Callable[[int], None] | None = None,
) -> Grid:
    """Code a sheet's rows (ragged ones too). `missing` are (row, column from A, error code) the reader left blank."""
    values = Values()
    flat, widths = array("i"), array("i")
    code = values.__getitem__
    for number, row in enumerate(rows, start=1):
        if not delimited and bool in map(type, row):
            row = [_Truth(cell) if type(cell) is bool else cell for cell in row]
        if len(row) > MAX_COLUMNS:
            raise UnreadableFile(refusals.too_wide(number))
        if number > MAX_ROWS:
            raise UnreadableFile(refusals.too_many_rows(MAX_ROWS))
        flat.extend(map(code, row))
        widths.append(len(row))
        if tell and number % TELL_EVERY == 0:
            tell(number)
    codes = _with_errors(_rectangle(flat, widths), values, list(missing), first_column)
    kinds = np.frombuffer(values.kinds, dtype=np.int8)
    return Grid(sheet, codes, values.cells, kinds, first_column, merged, delimited)


def letters(column: int) -> str:
    """A spreadsheet's name for a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _rectangle(flat: "array[int]", widths: "array[int]") -> NDArray[np.int32]:
    """Ragged rows to one rectangle, blank where a row ended early."""
    codes = np.frombuffer(flat, dtype=np.int32) if flat else np.zeros(0, dtype=np.int32)
    lengths = np.frombuffer(widths, dtype=np.int32) if widths else np.zeros(0, dtype=np.int32)
    height, width = len(lengths), int(lengths.max(initial=0))
    _guard(height, width)
    if height * width == len(codes):
        return codes.reshape(height, width)
    rectangle = np.zeros((height, width), dtype=np.int32)
    rectangle[np.arange(width) < lengths[:, None]] = codes
    return rectangle


def _with_errors(
    codes: NDArray[np.int32], values: Values, missing: list[tuple[int, int, str]], first_column: int
) -> NDArray[np.int32]:
    """Put formula errors into the blank cells they were read as; the grid grows where they stand outside it."""
    places = [(row, column - first_column, code) for row, column, code in missing if column >= first_column]
    if not places:
        return codes
    height = max(codes.shape[0], 1 + max(row for row, _, _ in places))
    width = max(codes.shape[1], 1 + max(column for _, column, _ in places))
    _guard(height, width)
    grown = np.zeros((height, width), dtype=np.int32)
    grown[: codes.shape[0], : codes.shape[1]] = codes
    for row, column, code in places:
        if grown[row, column] == 0:
            grown[row, column] = values[CellError(code)]
    return grown


def _guard(height: int, width: int) -> None:
    if height * width > MAX_CELLS:
        raise UnreadableFile(refusals.too_many_cells(MAX_CELLS))


def _cell(raw: object) -> Cell:
    if isinstance(raw, str):
        text = raw.replace("\0", "")
        return text if text.strip().strip(INVISIBLE).strip() else None
    if isinstance(raw, _Truth):
        return raw.value
    if isinstance(raw, int | float):
        number = float(raw)
        return number if math.isfinite(number) else str(raw)
    if isinstance(raw, dt.time):
        return raw.isoformat()
    if isinstance(raw, dt.timedelta):
        seconds = round(raw.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(raw, dt.date | CellError):
        return raw
    return str(raw)


def _kind(cell: Cell) -> int:
    if isinstance(cell, str):
        return TEXT
    if isinstance(cell, bool):
        return TRUTH
    if isinstance(cell, float):
        return NUMBER
    if isinstance(cell, dt.datetime):
        return MOMENT
    return DAY if isinstance(cell, dt.date) else ERROR
