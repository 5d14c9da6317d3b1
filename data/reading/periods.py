"""Months, quarters and years as people write them: `2026-Q1`, `Q1/26`, `FY26 Q1`, `2026-03`, `Mar 2026`, `03/2026`.

A quarter is one of the fiscal year, which is named by the calendar year in which it ends.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from data.reading.table import Cell
from data.reading.values import TwoReadings, folded, shown

Grain = Literal["month", "quarter", "year"]

FIRST_YEAR, LAST_YEAR = 1950, 2100

_Y = r"'?(\d{4}|\d{2})"
_QUARTER_YEAR = re.compile(rf"(?:q([1-4])|([1-4])q)[\s/_-]*(?:of\s+)?(?:fy)?\s*{_Y}", re.IGNORECASE)
_YEAR_QUARTER = re.compile(rf"(?:fy\s*{_Y}|(\d{{4}}))[\s/_.-]*(?:q([1-4])|([1-4])q)", re.IGNORECASE)
_FISCAL_YEAR = re.compile(rf"fy\s*{_Y}", re.IGNORECASE)
_FISCAL_SPAN = re.compile(r"(?:fy\s*(\d{4}|\d{2})\s*[/-]\s*(\d{4}|\d{2})|(\d{4})-(\d{2}))", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_QUARTER = re.compile(
    r"(?:q|quarter |quartal |trimestre )([1-4])|([1-4])(?:q|\. ?quartal|(?:st|nd|rd|th) quarter)", re.IGNORECASE
)
_ANY_YEAR = re.compile(r"(fy)?\s*(\d{4}|\d{2})", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"(\d{4})(?:[-/. ]m?(\d{1,2})|m?(\d{2}))", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{4})|(\d{1,2})/(\d{2})")
_NAME_YEAR = re.compile(rf"([^\W\d_]+)\.?,?[\s/-]*{_Y}")
_YEAR_NAME = re.compile(r"(\d{4})[\s/-]*([^\W\d_]+)\.?")

_MONTHS = (
    "january jan januar janvier janv enero ene",
    "february feb februar février fevrier févr fevr febrero",
    "march mar märz maerz mär mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug août aout agosto ago",
    "september sep sept septembre septiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez décembre decembre déc diciembre dic",
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}


@dataclass(frozen=True, order=True)
class Period:
    """A month, quarter or year, from its first to its last day."""

    start: dt.date
    end: dt.date
    grain: Grain

    def label(self, fiscal_start: int = 1) -> str:
        """`2026-03`, `2026-Q1`, `2026` (`FY2026` where the fiscal year is not the calendar's)."""
        if self.grain == "month":
            return f"{self.start:%Y-%m}"
        year, since = _fiscal(self.start, fiscal_start)
        if since % 3 or (self.grain == "year" and since):
            return f"{self.start:%Y-%m} to {self.end:%Y-%m}"  # a quarter of another fiscal year
        if self.grain == "quarter":
            return f"{year}-Q{since // 3 + 1}"
        return f"{year}" if fiscal_start == 1 else f"FY{year}"


@dataclass(frozen=True)
class Part:
    """A month or quarter of a year that is not named: `Jan`, `Q1`."""

    grain: Grain
    number: int

    def of(self, year: str, fiscal_start: int = 1) -> Period:
        """This part of `2026`, or of the fiscal year `FY2026`; quarters are always those of the fiscal year.

        Raises ValueError where `year` is no year.
        """
        found = _ANY_YEAR.fullmatch(year.strip())
        if not found:
            raise ValueError(f'"{year}" is not a year.')
        number = full_year(found[2])
        if self.grain == "quarter":
            return quarter(number, self.number, fiscal_start)
        is_before = bool(found[1]) and 1 < fiscal_start <= self.number
        return month(number - is_before, self.number)


class WithoutYear(TwoReadings):
    """A month or quarter whose year the cell does not say; `part` is which."""

    also = "The same goes for"

    def __init__(self, value: Cell, part: Part) -> None:
        super().__init__(f"{shown(value)} names no year.", "Say which year, or write 2026-Q1 or 2026-03.", ())
        self.part = part


def month(year: int, number: int) -> Period:
    """A calendar month."""
    return Period(dt.date(year, number, 1), _last_day(year, number), "month")


def quarter(year: int, number: int, fiscal_start: int = 1) -> Period:
    """A quarter of the fiscal year that ends in `year`."""
    return _span(year, 3 * (number - 1), 3, fiscal_start, "quarter")


def year(number: int, fiscal_start: int = 1) -> Period:
    """The fiscal year that ends in the year `number`."""
    return _span(number, 0, 12, fiscal_start, "year")


def quarter_of(day: dt.date, fiscal_start: int = 1) -> Period:
    """The fiscal quarter a day lies in."""
    number, since = _fiscal(day, fiscal_start)
    return quarter(number, since // 3 + 1, fiscal_start)


def written_period(value: Cell, fiscal_start: int = 1) -> Period | None:
    """The month, quarter or year that a text or a number is written as; None for anything else, days among them."""
    if isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer():
        value = str(int(value))
    if not isinstance(value, str):
        return None
    text = folded(value).lstrip("'")
    if found := _QUARTER_YEAR.fullmatch(text):
        return _likely(full_year(found[3]), int(found[1] or found[2]), fiscal_start, "quarter")
    if found := _YEAR_QUARTER.fullmatch(text):
        return _likely(full_year(found[1] or found[2]), int(found[3] or found[4]), fiscal_start, "quarter")
    if found := _FISCAL_YEAR.fullmatch(text):
        return _likely(full_year(found[1]), 1, fiscal_start, "year")
    if _YEAR.fullmatch(text):
        return _likely(int(text), 1, fiscal_start, "year")
    return _written_month(text) or _written_span(text, fiscal_start)


def is_year(text: str) -> bool:
    """`2026`, `FY2026` or `FY26`."""
    return _ANY_YEAR.fullmatch(text.strip()) is not None


def part_of_year(value: Cell) -> Part | None:
    """`Jan` or `Q1` without a year; None for anything else."""
    if not isinstance(value, str):
        return None
    text = folded(value).lstrip("'").rstrip(".")
    if found := _QUARTER.fullmatch(text):
        return Part("quarter", int(found[1] or found[2]))
    number = month_number(text)
    return Part("month", number) if number else None


def month_number(name: str) -> int | None:
    """The number of a month by its name or short name, in English, German, French or Spanish."""
    return _NUMBER_OF.get(name.lower())


def full_year(digits: str) -> int:
    """`26` is 2026, `85` is 1985."""
    number = int(digits)
    return number if len(digits) == 4 else number + (2000 if number < 70 else 1900)


def _written_month(text: str) -> Period | None:
    if found := _YEAR_MONTH.fullmatch(text):
        return _likely(int(found[1]), int(found[2] or found[3]), 1, "month")
    if found := _MONTH_YEAR.fullmatch(text):
        return _likely(full_year(found[2] or found[4]), int(found[1] or found[3]), 1, "month")
    if (found := _NAME_YEAR.fullmatch(text)) and (number := month_number(found[1])):
        return _likely(full_year(found[2]), number, 1, "month")
    if (found := _YEAR_NAME.fullmatch(text)) and (number := month_number(found[2])):
        return _likely(int(found[1]), number, 1, "month")
    return None


def _written_span(text: str, fiscal_start: int) -> Period | None:
    """`FY2025/26`, `2025-26`: two years in a row name the fiscal year that ends in the second."""
    found = _FISCAL_SPAN.fullmatch(text)
    if not found:
        return None
    first, second = full_year(found[1] or found[3]), full_year(found[2] or found[4])
    return _likely(second, 1, fiscal_start, "year") if second == first + 1 else None


def _likely(number: int, part: int, fiscal_start: int, grain: Grain) -> Period | None:
    if not FIRST_YEAR <= number <= LAST_YEAR or not 1 <= part <= 12:
        return None
    if grain == "month":
        return month(number, part)
    return quarter(number, part, fiscal_start) if grain == "quarter" else year(number, fiscal_start)


def _fiscal(day: dt.date, fiscal_start: int) -> tuple[int, int]:
    """(fiscal year, whole months since it began)."""
    since = (day.month - fiscal_start) % 12
    starts_in = day.year if day.month >= fiscal_start else day.year - 1
    return (starts_in if fiscal_start == 1 else starts_in + 1), since


def _span(number: int, skip: int, months: int, fiscal_start: int, grain: Grain) -> Period:
    first = (number if fiscal_start == 1 else number - 1) * 12 + fiscal_start - 1 + skip
    last = first + months - 1
    return Period(dt.date(first // 12, first % 12 + 1, 1), _last_day(last // 12, last % 12 + 1), grain)


def _last_day(number: int, month_in_year: int) -> dt.date:
    return dt.date(number, month_in_year, calendar.monthrange(number, month_in_year)[1])
