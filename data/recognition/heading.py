"""What does a column's header say: `Q1 2026` over `Seats`, `Jan Budget`, `Total FY26`?

A period (as written, and on which line), what is measured, actual or plan, a sum or not.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from data.reading import cells
from data.reading.table import Column

ANY_YEAR = "2001"  # stands for the year of `Jan` and `Q1` while columns are told apart

_TOTAL = re.compile(
    r"\b(?:year to date|full year|(?:grand )?totals?|sum|ytd|annual|overall|fy|[12]h|h[12]|half|gesamt|summe|jahr)\b",
    re.IGNORECASE,
)
_BASES = {
    **dict.fromkeys(("actual", "actuals", "act", "ist"), "actual"),
    **dict.fromkeys(("budget", "budgeted", "bud", "plan", "planned", "soll"), "budget"),
    **dict.fromkeys(("forecast", "forecasted", "fcst", "fc", "outlook"), "forecast"),
}
_WORDS = re.compile(r"[^\s()\[\]|:;]+")


@dataclass(frozen=True)
class Heading:
    """What a column's header says: a period (as written, and where), what is measured, actual or plan, a sum or not.

    `span` is the period; that of a year not named where the header names none. `meant` is its label where the words of
    the header alone would say another: the last day of a quarter.
    """

    column: Column
    measure: str
    basis: str = ""
    is_total: bool = False
    written: str = ""
    line: int = 0
    span: cells.Period | None = None
    meant: str = ""


def heading(column: Column, fiscal_start: int, order: cells.Order | None) -> Heading:
    """A header taken apart, line by line: `Q1 2026` over `Seats`, `Seats (Q1 2026)`, `Jan Budget`, `Total`."""
    whole = _period(column.header, fiscal_start, order)
    parts = column.parts or (column.header,)
    if whole:
        return Heading(column, "", written=column.header, line=len(parts) - 1, span=whole)
    found: Heading | None = None
    rest: list[str] = []
    for line, text in enumerate(parts):
        words = _WORDS.findall(text)
        cut = None if found else _cut(words, fiscal_start, order)
        if cut:
            start, end, span = cut
            found = Heading(column, "", written=" ".join(words[start:end]), line=line, span=span)
            words = words[:start] + words[end:]
        rest += words
    rest = [word for word in rest if word.strip("-–—/&,.")]
    bases = [_BASES[word.lower()] for word in rest if word.lower() in _BASES]
    measured = [word for word in rest if word.lower() not in _BASES]
    measure = " ".join(_TOTAL.sub(" ", " ".join(measured)).split())
    is_total = measure != " ".join(measured)
    result = found or Heading(column, "")
    return replace(result, measure=measure, basis=bases[0] if len(set(bases)) == 1 else "", is_total=is_total)


def _cut(words: Sequence[str], fiscal_start: int, order: cells.Order | None) -> tuple[int, int, cells.Period] | None:
    """Where a period stands at the beginning or at the end of some words, the longest first."""
    for size in range(len(words), 0, -1):
        for start in dict.fromkeys((0, len(words) - size)):
            if span := _period(" ".join(words[start : start + size]), fiscal_start, order):
                return start, start + size, span
    return None


@lru_cache(maxsize=4096)  # the same headers stand in each sheet, and in each quarter's file
def _period(text: str, fiscal_start: int, order: cells.Order | None) -> cells.Period | None:
    """The period that a text is; of a day read in two ways the first will do to tell columns apart."""
    year = ANY_YEAR if fiscal_start == 1 else f"FY{ANY_YEAR}"
    if re.fullmatch(r"\d{5}", text):
        return None
    try:
        return cells.period(text, fiscal_start, order, year)
    except cells.TwoReadings as either:
        return next((reading for reading in either.readings if isinstance(reading, cells.Period)), None)
    except cells.NotUnderstood:
        return None


def as_quarters(headings: list[Heading], fiscal_start: int, order: cells.Order | None) -> list[Heading]:
    """Headers that are all last days of quarters, one after the other, stand for the quarters that end there."""
    ends = {at: _day(each.written, order) for at, each in enumerate(headings) if each.span}
    days = sorted({day for day in ends.values() if day})
    quarters = [cells.quarter_of(day, fiscal_start) for day in days]
    follow = all(a.end + dt.timedelta(days=1) == b.start for a, b in pairwise(quarters))
    if None in ends.values() or len(days) < 2 or [each.end for each in quarters] != days or not follow:
        return headings
    of = dict(zip(days, quarters, strict=True))
    return [
        replace(each, span=of[day], meant=of[day].label(fiscal_start)) if (day := ends.get(at)) else each
        for at, each in enumerate(headings)
    ]


def _day(written: str, order: cells.Order | None) -> dt.date | None:
    try:
        return cells.date(written, order)
    except cells.NotUnderstood:
        return None
