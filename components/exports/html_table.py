"""A table as it is read where nothing sorts or scrolls: cells as text, numbers at the right, empty columns left away."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.exports.cells import Cell
from components.page.explain import LONG_NUMBER, MOST_ROWS
from components.text import format


@dataclass(frozen=True)
class FormattedTable:
    """`heads` are the columns' names, `kinds` what they hold: `number`, `day` or nothing of note; `cut` says what is left
    out, if anything."""

    headings: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cut: str


def formatted(frame: pd.DataFrame, of: int) -> FormattedTable:
    """A frame as it is read, at most the rows a page shows; `of` is how many there are."""
    seen = frame.head(MOST_ROWS).dropna(axis="columns", how="all")
    columns = [_column(seen.iloc[:, at]) for at in range(seen.shape[1])]
    return FormattedTable(
        tuple(str(name).replace("_", " ") for name in seen.columns),
        tuple(_kind(seen.iloc[:, at]) for at in range(seen.shape[1])),
        tuple(zip(*columns, strict=True)),
        f"The first {format.count(len(seen))} of {format.count(of)} rows." if of > len(seen) else "",
    )


def _kind(column: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(column):
        return ""
    if pd.api.types.is_numeric_dtype(column):
        return "number"
    is_day = (
        pd.api.types.is_datetime64_any_dtype(column)
        or column.dropna().map(lambda cell: isinstance(cell, dt.date)).all()
    )
    return "day" if is_day else ""


def _column(column: pd.Series) -> list[str]:
    is_long = pd.api.types.is_numeric_dtype(column) and column.abs().max() >= LONG_NUMBER
    return [_cell(value, is_long) for value in column]


def _cell(value: Cell, is_long: bool) -> str:
    if isinstance(value, list | tuple | np.ndarray):
        return "; ".join(map(str, value))
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return (
            value.date().isoformat()
            if value == value.replace(hour=0, minute=0, second=0, microsecond=0)
            else str(value)
        )
    if isinstance(value, int | float | np.number):
        plain = f"{round(float(value), 2):{',' if is_long else ''}.2f}"
        return (plain.rstrip("0").rstrip(".") or "0").replace("-", format.MINUS)
    return str(value)
