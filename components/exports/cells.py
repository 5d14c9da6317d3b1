"""A table as a page of paper tells it: its first rows, each cell in words, how wide each column may be."""

import datetime as dt
from dataclasses import dataclass
from numbers import Number
from typing import SupportsFloat

import pandas as pd

from components.page.explain import LONG_NUMBER
from components.text import format

Cell = str | SupportsFloat | dt.date | list[object] | tuple[object, ...] | None
"""What a frame holds in a cell."""
WIDE = 16  # letters from which on a column shares what is left of the paper instead of taking what it needs
WIDEST = 60  # letters beyond which a column asks for no more


@dataclass(frozen=True)
class Cells:
    """`widths` are parts of what the narrow columns leave over, 0 for a narrow one; `left` is how many rows are not told."""

    names: tuple[str, ...]
    are_numbers: tuple[bool, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int


def cells(frame: pd.DataFrame, most: int) -> Cells:
    """The first rows of a frame in words; columns in which nothing stands are left out."""
    seen = frame.head(most).dropna(axis="columns", how="all")
    are_numbers = tuple(_are_numbers(seen.iloc[:, at]) for at in range(seen.shape[1]))
    are_long = [
        is_number and seen.iloc[:, at].dropna().abs().max() >= LONG_NUMBER for at, is_number in enumerate(are_numbers)
    ]
    rows = tuple(
        tuple(written(cell, is_long) for cell, is_long in zip(row, are_long, strict=True))
        for row in seen.astype(object).itertuples(index=False, name=None)
    )
    return Cells(
        tuple(str(column).replace("_", " ") for column in seen.columns),
        are_numbers,
        tuple(_width([row[at] for row in rows]) for at in range(len(are_numbers))),
        rows,
        len(frame) - len(seen),
    )


def written(cell: object, is_long: bool = False) -> str:
    """A cell as it is read: whole numbers whole, others to two digits, a date in figures, nothing where nothing stands.

    `is_long`: it stands in a column of long numbers, which are written with their thousands apart.
    """
    if isinstance(cell, list | tuple):
        return format.join(map(str, cell))
    if cell is None or pd.isna(cell):
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        size = abs(round(cell, 2))
        number = f"{size:,}" if is_long else f"{size}"
        return f"{format.MINUS if round(cell, 2) < 0 else ''}{number.removesuffix('.0')}"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return format.typeset(" ".join(str(cell).split()))


def _are_numbers(column: pd.Series) -> bool:
    return all(isinstance(cell, Number) and not isinstance(cell, bool) for cell in column.dropna())


def _width(column: list[str]) -> float:
    longest = max(map(len, column), default=0)
    return min(longest, WIDEST) if longest > WIDE else 0
