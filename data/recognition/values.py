"""One column of cells -> one column of values: each distinct cell is understood once, each failure keeps its row.

What a cell means is decided in `data.reading.cells`; here is which of its functions a kind of column takes.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from data.reading import cells
from data.reading.table import Cell, CellError, Column
from data.recognition.keys import key_of
from data.recognition.vocabulary import meant
from data.schema import Field

MAIL = re.compile(r"[\w.+'-]+(?:@|＠|%40)[\w-]+(?:\.[\w-]+)+")
MAIL_REMOVED = "(e-mail address removed)"
FIT = 0.8  # share of a column's cells that must be understood for the column to look like a field
LOOKED_AT = 200

Value = str | float | bool | dt.date | list[str] | None
"""What is stored of a cell."""

_Parsed = Value | cells.Period | cells.Money
_Parse = Callable[[Cell], _Parsed]
_Failures = dict[int, cells.NotUnderstood]
_Key = tuple[type, Cell]  # True and 1.0 are equal, and not the same


@dataclass(frozen=True)
class Notation:
    """How a column is written, as far as its cells do not say: what `Reading.answers` hold for it."""

    fiscal_start: int = 1
    home: str = "USD"
    order: cells.Order | None = None
    mark: cells.Mark | None = None
    scale: float = 1.0
    salt: str = ""
    year: str | None = None


@dataclass
class Understood:
    """A column's values, row by row. `ends` are the last days of periods, `currencies` the codes written with amounts.

    `failures` are the rows whose cell was not understood, `texts` the cell's own text (as JSON) where what is stored
    says it differently, `coarse` the rows in which a date was given as a month, quarter or year, `mails` those from
    which an e-mail address was removed.
    """

    values: list[Value]
    ends: list[dt.date | None] | None = None
    currencies: list[str | None] | None = None
    failures: _Failures = field(default_factory=dict)
    texts: list[str | None] = field(default_factory=list)
    coarse: list[int] = field(default_factory=list)
    mails: list[int] = field(default_factory=list)


def understand(column: Column, wanted: Field, meanings: Mapping[str, str | None], notation: Notation) -> Understood:
    """A column's cells as values of a field's kind. `meanings`: as written -> the allowed value, empty, or None."""
    parse = _parser(wanted, meanings, notation)
    keys: list[_Key] = list(zip(map(type, column.values), column.values, strict=True))
    known = {key: _understood(parse, key[1], wanted) for key in dict.fromkeys(keys)}
    parsed = {key: None if isinstance(found, cells.NotUnderstood) else found for key, (found, _) in known.items()}
    values = {key: _value(found) for key, found in parsed.items()}
    result = Understood([values[key] for key in keys], texts=[known[key][1] for key in keys])
    result.failures = _failures(known, keys)
    if wanted.kind == "period":
        result.ends = _ends(parsed, keys)
    elif wanted.kind == "money":
        result.currencies = _currencies(parsed, keys)
    elif wanted.kind == "date":
        result.coarse = _coarse(parsed, keys, notation)
    elif wanted.kind == "text":
        result.mails = [at for at, text in enumerate(result.values) if isinstance(text, str) and MAIL_REMOVED in text]
    return result


def _failures(
    known: Mapping[_Key, tuple[_Parsed | cells.NotUnderstood, str | None]], keys: Sequence[_Key]
) -> _Failures:
    failed = {key: found for key, (found, _) in known.items() if isinstance(found, cells.NotUnderstood)}
    return {at: failed[key] for at, key in enumerate(keys) if key in failed} if failed else {}


def _ends(parsed: Mapping[_Key, _Parsed], keys: Sequence[_Key]) -> list[dt.date | None]:
    ends = {key: found.end if isinstance(found, cells.Period) else None for key, found in parsed.items()}
    return [ends[key] for key in keys]


def _currencies(parsed: Mapping[_Key, _Parsed], keys: Sequence[_Key]) -> list[str | None]:
    codes = {key: found.currency if isinstance(found, cells.Money) else None for key, found in parsed.items()}
    return [codes[key] for key in keys]


def _value(parsed: _Parsed) -> Value:
    """What is stored in the column itself: of a period its first day, of money the amount."""
    if isinstance(parsed, cells.Period):
        return parsed.start
    return parsed.amount if isinstance(parsed, cells.Money) else parsed


def without_mail(text: str) -> str:
    """The text without e-mail addresses, which are never stored."""
    return MAIL.sub(MAIL_REMOVED, text) if _may_hold_mail(text) else text


def holds_mail(cell: Cell) -> bool:
    """Whether there is an e-mail address in a cell."""
    return isinstance(cell, str) and _may_hold_mail(cell) and MAIL.search(cell) is not None


def _may_hold_mail(text: str) -> bool:
    return "@" in text or "＠" in text or "%40" in text


def fits(wanted: Field, column: Column) -> bool:
    """Whether a column's cells look like this field: most of those that say something are understood."""
    if wanted.kind == "text":
        return True
    looked_at = [cell for cell in dict.fromkeys(column.values) if cell is not None][:LOOKED_AT]
    parse = _parser(wanted, {}, Notation())
    understood = sum(_is_understood(parse, cell) for cell in looked_at)
    return bool(looked_at) and understood >= FIT * len(looked_at)


def _is_understood(parse: _Parse, cell: Cell) -> bool:
    try:
        parse(cell)
    except cells.TwoReadings:
        return True
    except cells.NotUnderstood:
        return False
    return True


def _understood(parse: _Parse, cell: Cell, wanted: Field) -> tuple[_Parsed | cells.NotUnderstood, str | None]:
    """A cell's value (or why it has none), and its text where that is not what will be stored."""
    try:
        value = parse(cell)
    except cells.NotUnderstood as failure:
        return failure, None
    if cell is None or value is None or (type(cell) is type(value) and cell == value):
        return value, None
    if wanted.personal:
        return value, None
    text = without_mail(cell if isinstance(cell, str) else cells.text(cell) or "")
    return value, None if text == _as_stored(value, wanted) else json.dumps(text, ensure_ascii=False)


def _as_stored(value: _Parsed, wanted: Field) -> str | None:
    if isinstance(value, cells.Period):
        return value.label()
    if isinstance(value, cells.Money):
        return cells.text(value.amount) if value.currency is None else None
    if isinstance(value, list):
        return "; ".join(value)
    return cells.text(float(value) if isinstance(value, int) and wanted.kind == "count" else value)


def _coarse(parsed: Mapping[_Key, _Parsed], keys: Sequence[_Key], notation: Notation) -> list[int]:
    """The rows that gave a month, a quarter or a year where a day was asked for."""
    found = set()
    for key, value in parsed.items():
        if isinstance(value, dt.date):
            try:
                cells.date(key[1], notation.order)
            except cells.NotUnderstood:
                found.add(key)
    return [at for at, key in enumerate(keys) if key in found] if found else []


def _parser(wanted: Field, meanings: Mapping[str, str | None], notation: Notation) -> _Parse:
    """The function that understands one cell of a field."""
    order, mark, scale = notation.order, notation.mark, notation.scale
    coarse: cells.Coarse = "end" if wanted.name == "reporting_on" else "start"
    parsers: dict[str, _Parse] = {
        "text": _text,
        "period": lambda cell: cells.period(cell, notation.fiscal_start, order, notation.year),
        "date": lambda cell: cells.date(cell, order, coarse, notation.fiscal_start),
        "money": lambda cell: _scaled(cells.money(cell, mark, notation.home), cell, scale),
        "number": lambda cell: cells.number(cell, mark),
        "count": lambda cell: cells.count(cell, mark),
        "score": lambda cell: _score(cell, mark),
        "choice": lambda cell: _choice(cell, wanted, meanings),
        "choices": lambda cell: _choices(cell, wanted, meanings),
        "yes_no": lambda cell: _yes_no(cell, meanings),
    }
    if wanted.personal:
        return lambda cell: _key(cell, notation.salt)
    if wanted.name == "currency":
        return lambda cell: cells.currency(cell, notation.home)
    return parsers[wanted.kind]


def _key(cell: Cell, salt: str) -> str | None:
    name = cells.text(cell)
    return None if name is None else key_of(name, salt)


def _text(cell: Cell) -> str | None:
    text = cells.text(cell)
    return None if text is None else without_mail(text)


def _scaled(money: cells.Money | None, cell: Cell, scale: float) -> cells.Money | None:
    """An amount in a column headed `in thousands`, unless the cell says its own scale."""
    if money is None or scale == 1 or (isinstance(cell, str) and re.search(r"\d\s*[kmb]", cell, re.IGNORECASE)):
        return money
    return cells.Money(money.amount * scale, money.currency)


def _score(cell: Cell, mark: cells.Mark | None) -> float | None:
    score = cells.number(cell, mark)
    if score is not None and not 1 <= score <= 5:
        raise cells.NotUnderstood(f"{cells.text(cell)} is not a score from 1 to 5.", "Give a number from 1 to 5.")
    return score


def _choice(cell: Cell, wanted: Field, meanings: Mapping[str, str | None]) -> str | None:
    text = cells.text(cell)
    if text is None or isinstance(cell, CellError):
        return None
    meaning = meanings[text] if text in meanings else meant(wanted, text)[0]
    if meaning is None or (meaning and meaning not in wanted.choices):
        raise not_allowed(wanted, text)
    return meaning or None


def _choices(cell: Cell, wanted: Field, meanings: Mapping[str, str | None]) -> list[str] | None:
    text = cells.text(cell)
    if text is None:
        return None
    meaning = meanings.get(text, text)
    if meaning is None:
        raise not_allowed(wanted, text)
    found = list(dict.fromkeys(part.strip() for part in meaning.split(";") if part.strip()))
    if not set(found) <= set(wanted.choices):
        raise not_allowed(wanted, text)
    return found or None


def _yes_no(cell: Cell, meanings: Mapping[str, str | None]) -> bool | None:
    text = cells.text(cell)
    if text is not None and meanings.get(text) is not None:
        return {"yes": True, "no": False}.get(str(meanings[text]))
    return cells.yes_no(cell)


def not_allowed(wanted: Field, text: str) -> cells.NotUnderstood:
    """What to say of a value that is none of the allowed ones."""
    text = without_mail(text)
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    return cells.NotUnderstood(
        f'"{shown}" is not a {wanted.name.replace("_", " ")} that is known.',
        f"Use one of: {', '.join(wanted.choices)}.",
    )
