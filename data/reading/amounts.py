"""Numbers as people write them: `1.234,50`, `(1,200)`, `$1.2m`, `EUR 5k`, `12%`."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from data.reading.currencies import CODES, SIGNS, currency_of
from data.reading.table import Cell
from data.reading.values import NotUnderstood, TwoReadings, folded, is_blank, shown

Mark = Literal[".", ","]

LARGEST = 1e18  # more than all money there is

_SCALES = {
    **dict.fromkeys(("k", "tsd", "thousand"), 1e3),
    **dict.fromkeys(("m", "mm", "mn", "mln", "mio", "million", "millions"), 1e6),
    **dict.fromkeys(("b", "bn", "bln", "mrd", "billion", "billions"), 1e9),
}
_SCALED = re.compile(rf"(.*\d)\s*({'|'.join(sorted(_SCALES, key=len, reverse=True))})\.?", re.IGNORECASE)
_SPACES = re.compile(r"(?<=\d)[\s\u00a0\u2009\u202f'’](?=\d{3}(?!\d))")
_PLAIN = re.compile(r"\d+")
_COMMON = re.compile(r"-?\d{1,15}(\.(?:\d\d?|\d{4,9}))?", re.ASCII)  # as programs write: one reading, found at once
_EXPONENT = re.compile(r"\d+(?:\.\d+)?e[+-]?\d{1,3}", re.IGNORECASE)
_GROUPED = {
    ",": re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}"),
    ".": re.compile(r"\d{1,3}(?:\.\d{3})+"),
}
_RANGE = re.compile(r"\d[\d.,kK]*\s*(?:-|–|to)\s*\d.*|[<>≤≥~].*\d.*|\d.*\+", re.DOTALL)
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Money:
    """An amount and the currency written beside it, None where none is."""

    amount: float
    currency: str | None


def number(value: Cell, mark: Mark | None = None) -> float | None:
    """A number, None for a blank cell; `12%` is 0.12. `mark` is the decimal mark of the column, where it is known."""
    if is_blank(value):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        common = _common(value, mark)
        return _written(value, folded(value), mark) if common is None else common
    what = "yes or no" if isinstance(value, bool) else "a date" if isinstance(value, dt.date) else "no number"
    raise NotUnderstood(f"{shown(value)} is {what}, not a number.", "Give a number.")


def money(value: Cell, mark: Mark | None = None, home: str | None = None) -> Money | None:
    """An amount, and its currency where one is written. A bare `$` is `home` where that is a dollar, else USD."""
    if not isinstance(value, str) or is_blank(value):
        amount = number(value, mark)
        return None if amount is None else Money(amount, None)
    if (common := _common(value, mark)) is not None:
        return Money(common, None)
    text = folded(value)
    signs = [sign for sign in SIGNS if sign in text]
    codes = [word for word in _WORDS.findall(text) if word.upper() in CODES]
    for written in [*signs[:1], *codes]:
        text = text.replace(written, " ", 1)
    named = {currency_of(code) for code in codes}
    meant = {currency_of(sign, *named) if len(named) == 1 else currency_of(sign, home) for sign in signs[:1]}
    if len(named | meant) > 1:
        raise TwoReadings(f"{shown(value)} names two currencies.", "Keep one of them.", sorted(named | meant))
    return Money(_written(value, folded(text), mark), next(iter(named | meant), None))


def count(value: Cell, mark: Mark | None = None) -> int | None:
    """A whole number of people, seats, hours: 0 or more. `1,234` can only be 1234 here."""
    try:
        amount = number(value, mark)
    except TwoReadings as either:
        whole = [reading for reading in either.readings if isinstance(reading, float) and reading.is_integer()]
        if len(whole) != 1:
            raise
        amount = whole[0]
    if amount is None:
        return None
    if amount < 0:
        raise NotUnderstood(f"{shown(value)} is below zero.", "Give a whole number, 0 or more.")
    if not amount.is_integer():
        raise NotUnderstood(f"{shown(value)} is not a whole number.", "Give a whole number, 0 or more.")
    return int(amount)


def share(value: Cell, mark: Mark | None = None) -> float | None:
    """A part of a whole, 0 to 1: `12%`, 0.12, or 12 (above 1 it can only mean percent)."""
    amount = number(value, mark)
    if amount is None:
        return None
    if amount > 1 and "%" not in str(value):
        amount /= 100
    if not 0 <= amount <= 1:
        raise NotUnderstood(f"{shown(value)} is not a share of a whole.", "Give a percentage from 0% to 100%.")
    return amount


def decimal_mark(values: Iterable[Cell]) -> Mark | None:
    """The decimal mark a column's texts agree on; None where nothing decides, or two of them disagree."""
    marks: set[Mark] = set()
    for text in dict.fromkeys(value for value in values if isinstance(value, str)):
        if common := _COMMON.fullmatch(text):
            if common[1]:
                marks.add(".")
            continue
        found = re.search(r"\d[\d.,]*", _SPACES.sub("", folded(text)))
        decided = _mark_of(found[0].rstrip(".,")) if found else None
        if decided:
            marks.add(decided)
    return marks.pop() if len(marks) == 1 else None


def _common(value: str, mark: Mark | None) -> float | None:
    """The number that most texts are, `1234.5`; None for all others."""
    found = _COMMON.fullmatch(value)
    return float(value) if found and not (mark == "," and found[1]) else None


def _written(value: str, text: str, mark: Mark | None) -> float:
    """A number from its text, sign, brackets, scale word and percent sign included."""
    bare = text.lstrip("'").replace("−", "-").replace(" ", " ").strip()
    negative = bare.startswith("(") and bare.endswith(")")
    bare = bare[1:-1].strip() if negative else bare
    signed = re.fullmatch(r"([-+]?)\s*([^-+\s].*?)\s*(-?)", bare, re.DOTALL)
    if signed and not (signed[1] and signed[3]):
        negative = negative or "-" in signed[1] + signed[3]
        bare = signed[2]
    percent = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    scaled = _SCALED.fullmatch(bare)
    factor = _SCALES[scaled[2].lower()] if scaled else 1.0
    digits = _SPACES.sub("", scaled[1] if scaled else bare).strip()
    factor = (-factor if negative else factor) / (100 if percent else 1)
    found = [reading * factor for reading in _digits(value, digits, mark)]
    if max(map(abs, found)) > LARGEST:
        raise NotUnderstood(f"{shown(value)} is too large to be an amount.", "Check the number of digits.")
    if len(found) > 1:
        remedy = "Say which mark the decimals have, or write it without a thousands mark."
        raise TwoReadings(f"{shown(value)} can be {found[0]:,.15g} or {found[1]:.15g}.", remedy, found)
    return found[0]


def _digits(value: str, digits: str, mark: Mark | None) -> list[float]:
    """What digits and marks mean: one number, or both where only the column's decimal mark could tell."""
    if _PLAIN.fullmatch(digits) or _EXPONENT.fullmatch(digits):
        return [float(digits)]
    decided = _mark_of(digits)
    if decided is None and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits):
        if mark is None:
            whole, part = re.split("[.,]", digits)
            return [float(whole + part), float(f"{whole}.{part}")]
        decided = mark
    if decided is None or (mark and decided != mark):
        raise _no_number(value, digits, mark if decided else None)
    other = "." if decided == "," else ","
    return [float(digits.replace(other, "").replace(decided, "."))]


def _mark_of(digits: str) -> Mark | None:
    """The decimal mark that a run of digits and marks can only have; None where it has none, or could have either."""
    marks = {mark for mark in digits if mark in ".,"}
    if len(marks) == 2:
        decided: Mark = "." if digits.rfind(".") > digits.rfind(",") else ","
        whole, _, part = digits.rpartition(decided)
        is_grouped = _GROUPED["," if decided == "." else "."].fullmatch(whole)
        return decided if is_grouped and part.isdecimal() else None
    if len(marks) == 1:
        only: Mark = "." if "." in marks else ","
        if digits.count(only) > 1:
            return ("," if only == "." else ".") if _GROUPED[only].fullmatch(digits) else None
        whole, _, part = digits.partition(only)
        could_group = re.fullmatch(r"[1-9]\d{0,2}", whole) and len(part) == 3
        is_number = part.isdecimal() and (not whole or whole.isdecimal())
        return only if is_number and not could_group else None
    return None


def _no_number(value: str, digits: str, mark: Mark | None) -> NotUnderstood:
    if mark:
        says = f"{shown(value)} does not fit its column, whose decimals are marked with {mark!r}."
        return NotUnderstood(says.replace("'", '"'), "Write it like the others.")
    if _RANGE.fullmatch(digits):
        return NotUnderstood(f"{shown(value)} is a range, not one number.", "Give one number.")
    return NotUnderstood(f"{shown(value)} is not a number.", "Give a number such as 1200 or 1200.50.")
