"""Days as people write them: ISO, 14.05.2026, May 14, 2026, 5/14/26 12:00 AM, an Excel date, an Excel serial number."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

from data.reading import periods
from data.reading.table import Cell
from data.reading.values import NotUnderstood, TwoReadings, folded, is_blank, shown

Order = Literal["dmy", "mdy"]
Coarse = Literal["start", "end"]

EPOCH = dt.date(1899, 12, 30)  # day 0 of Excel's serial numbers
FIRST, LAST = dt.date(1950, 1, 1), dt.date(2100, 12, 31)  # no programme's day lies outside
FIRST_SERIAL, LAST_SERIAL = 32_874, 73_415  # 1990-01-01 .. 2100-12-31
USE_ISO = "Use YYYY-MM-DD."

_TIME = re.compile(
    r"(?<=\d)(?:[T ]|, )\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_PARTS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})")
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?(?:\s+of)?[\s-]*([^\W\d_]+)\.?,?[\s-]*'?(\d{4}|\d{2})")
_NAME_DAY = re.compile(r"([^\W\d_]+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})")
_YEAR_NAME_DAY = re.compile(r"(\d{4})[\s-]+([^\W\d_]+)\.?[\s-]+(\d{1,2})")


def date(
    value: Cell, order: Order | None = None, coarse: Coarse | None = None, fiscal_start: int = 1
) -> dt.date | None:
    """A day, None for a blank cell. `order` is how the column writes 01/02/2026, where it is known.

    `coarse` takes a month, a quarter or a year too, as its first or last day. Raises TwoReadings, NotUnderstood.
    """
    if is_blank(value):
        return None
    day = _day(value, order)
    if day is None:
        day = _coarse_day(value, coarse, fiscal_start)
    if not FIRST <= day <= LAST:
        raise NotUnderstood(f"{shown(value)} is not a likely date (the year is {day.year}).", USE_ISO)
    return day


def date_order(values: Iterable[Cell]) -> Order | None:
    """Whether a column writes the day or the month first: a part above 12 decides; None where none does, or both."""
    orders: set[Order] = set()
    for text in dict.fromkeys(value for value in values if isinstance(value, str)):
        parts = _PARTS.fullmatch(_bare(text))
        if parts and parts[2] != ".":
            first, second = int(parts[1]), int(parts[3])
            if 12 < first <= 31 and second <= 12:
                orders.add("dmy")
            if 12 < second <= 31 and first <= 12:
                orders.add("mdy")
    return orders.pop() if len(orders) == 1 else None


def _day(value: Cell, order: Order | None) -> dt.date | None:
    """The day a value means; None where it is not written as a day."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _serial_day(float(value))
    text = _bare(str(value))
    if found := _ISO.fullmatch(text):
        return _made(value, int(found[1]), int(found[3]), int(found[4]))
    if found := _COMPACT.fullmatch(text):
        return _made(value, int(found[1]), int(found[2]), int(found[3]))
    if found := _PARTS.fullmatch(text):
        return _in_order(value, int(found[1]), int(found[3]), periods.full_year(found[4]), _order_of(found[2], order))
    for pattern, year, month, day in ((_DAY_NAME, 3, 2, 1), (_NAME_DAY, 3, 1, 2), (_YEAR_NAME_DAY, 1, 2, 3)):
        found = pattern.fullmatch(text)
        if found and (number := periods.month_number(found[month])):
            return _made(value, periods.full_year(found[year]), number, int(found[day]))
    return _serial_day(float(text)) if re.fullmatch(r"\d{5}(?:\.\d+)?", text) else None


def _serial_day(value: float) -> dt.date | None:
    """Excel keeps a day as a number; 20260514 is a day as well."""
    if FIRST_SERIAL <= value < LAST_SERIAL + 1:
        return EPOCH + dt.timedelta(days=int(value))
    if value.is_integer() and (found := _COMPACT.fullmatch(str(int(value)))):
        return _made(value, int(found[1]), int(found[2]), int(found[3]))
    return None


def _coarse_day(value: Cell, coarse: Coarse | None, fiscal_start: int) -> dt.date:
    period = None if isinstance(value, bool) else periods.written_period(value, fiscal_start)
    if period is None:
        raise NotUnderstood(f"{shown(value)} is not a date.", USE_ISO)
    if coarse is None:
        raise NotUnderstood(f"{shown(value)} is a {period.grain}, not a day.", USE_ISO)
    return period.start if coarse == "start" else period.end


def _in_order(value: Cell, first: int, second: int, year: int, order: Order | None) -> dt.date:
    """A day from two parts in either order; both are tried, and asked about where both are days."""
    if first == second or second > 12 or first > 12:
        is_month_first = second > 12 and first <= 12
        return _made(value, year, *((first, second) if is_month_first else (second, first)))
    if order is None:
        readings = (_made(value, year, second, first), _made(value, year, first, second))
        says = f"{shown(value)} can be {readings[0]:%-d %B %Y} or {readings[1]:%-d %B %Y}."
        raise TwoReadings(says, "Say whether the day or the month comes first, or use YYYY-MM-DD.", readings)
    return _made(value, year, *((second, first) if order == "dmy" else (first, second)))


def _order_of(mark: str, order: Order | None) -> Order | None:
    """Points are only written with the day first."""
    return "dmy" if mark == "." else order


def _made(value: Cell, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as failure:
        raise NotUnderstood(f"{shown(value)} is not a date.", USE_ISO) from failure


def _bare(value: str) -> str:
    """The text without a weekday before it and a time of day behind it."""
    return _WEEKDAY.sub("", _TIME.sub("", folded(value).lstrip("'"))).strip()
