"""What a single cell means: a number, an amount, a day, a period, yes or no, a text.

Each function returns None for a blank cell and raises NotUnderstood, or TwoReadings where only the person can tell.
"""

import datetime as dt

from data.reading.amounts import Mark, Money, count, decimal_mark, money, number, share
from data.reading.currencies import currency
from data.reading.days import Coarse, Order, date, date_order
from data.reading.periods import (
    Grain,
    Part,
    Period,
    WithoutYear,
    is_year,
    month,
    part_of_year,
    quarter,
    quarter_of,
    written_period,
    year,
)
from data.reading.table import Cell
from data.reading.values import BLANK_WORDS, NotUnderstood, TwoReadings, folded, is_blank, shown

__all__ = [
    "Coarse",
    "Grain",
    "Mark",
    "Money",
    "NotUnderstood",
    "Order",
    "Part",
    "Period",
    "TwoReadings",
    "WithoutYear",
    "count",
    "currency",
    "date",
    "date_order",
    "decimal_mark",
    "folded",
    "is_blank",
    "is_year",
    "money",
    "month",
    "number",
    "part_of_year",
    "period",
    "quarter",
    "quarter_of",
    "share",
    "text",
    "year",
    "yes_no",
]

YES = frozenset(["yes", "y", "true", "t", "1", "x", "✓", "✔", "☑", "on", "ja", "oui", "si", "sí"])
NO = frozenset(["no", "n", "false", "f", "0", "✗", "✘", "☐", "off", "nein", "non"])
UNKNOWN = frozenset(("unknown", "not known", "don't know", "dk", "unk", "not sure"))

_PERIOD_REMEDY = "Use a quarter such as 2026-Q1 or a month such as 2026-03."


def text(value: Cell) -> str | None:
    """A text without outer blanks, inner blanks and line breaks as one space; whole numbers without their `.0`."""
    if isinstance(value, str):
        written = folded(value)
        return None if written.lower() in BLANK_WORDS else written or None
    if is_blank(value):
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def yes_no(value: Cell) -> bool | None:
    """Yes or no; None for a blank cell and for `unknown`."""
    if is_blank(value):
        return None
    if isinstance(value, bool):
        return value
    word = (text(value) or "").lower().rstrip(".")
    if word in YES:
        return True
    if word in NO:
        return False
    if word in UNKNOWN:
        return None
    raise NotUnderstood(f"{shown(value)} is neither yes nor no.", "Use yes or no, or leave it blank.")


def period(value: Cell, fiscal_start: int = 1, order: Order | None = None, of_year: str | None = None) -> Period | None:
    """A month, quarter or year; a day stands for its month. `fiscal_start` is the fiscal year's first month, `of_year`
    (`2026`, `FY2026`) the year of cells that name none, where it is known. Raises WithoutYear where it is not."""
    if is_blank(value):
        return None
    written = written_period(value, fiscal_start)
    if written:
        return written
    if part := part_of_year(value):
        if of_year is None:
            raise WithoutYear(value, part)
        return part.of(of_year, fiscal_start)
    try:
        day = date(value, order)
    except TwoReadings as either:
        months = [month(reading.year, reading.month) for reading in either.readings if isinstance(reading, dt.date)]
        remedy = "Say whether the day or the month comes first, or use 2026-03."
        raise TwoReadings(either.says, remedy, months) from either
    except NotUnderstood as failure:
        raise NotUnderstood(f"{shown(value)} is not a period.", _PERIOD_REMEDY) from failure
    return month(day.year, day.month) if day else None
