"""What does a sheet not say? Its reporting date or period, the order of day and month, the decimal mark, what a word means.

Each is answered from the file where it can be, proposed from the file's name where it may be, and otherwise asked.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from data.reading import cells
from data.reading.table import Cell, CellError, Column, Table
from data.recognition.mapping import Question, Reading
from data.recognition.profiles import Profile
from data.recognition.vocabulary import meant, plain
from data.schema import DATASETS, Dataset, Field

FROM_NAME = 0.85  # a period that stands in the file's name or above the table

_SCALES = (
    (
        re.compile(
            r"\b(?:in )?(?:thousands?|tsd)\b|\b000s?\b|[$€£]\s?k\b|\bk\s?[$€£]|\bk\s?(?:usd|eur|gbp|chf)\b|\b(?:usd|eur|gbp|chf) ?k\b",
            re.IGNORECASE,
        ),
        "1000",
    ),
    (
        re.compile(
            r"\b(?:in )?(?:millions?|mio|mn)\b|[$€£]\s?m\b|\bm\s?(?:usd|eur|gbp|chf)\b|\b(?:usd|eur|gbp|chf) ?m\b",
            re.IGNORECASE,
        ),
        "1000000",
    ),
)
PERIOD_IN_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:FY\s?)?\d{4}[ _-]?Q[1-4]|FY\d{2}[ _-]?Q[1-4]|Q[1-4][ _/-]?(?:FY)?(?:\d{4}|\d{2})"
    r"|\d{4}[-_](?:0[1-9]|1[0-2])(?!\d|[-_]\d)|[A-Z][a-z]{2,8}[ _-]\d{4})(?![A-Za-z0-9])"
)
_SPAN_IN_NAME = re.compile(
    r"(?<!\d)(\d{4}-\d\d-\d\d)[ _-]*(?:to|until|through|-|_|\u2013)[ _-]*(\d{4}-\d\d-\d\d)(?!\d)"
)
_YEAR_IN_NAME = re.compile(r"(?<!\d)(?:fy[ _-]?)?(20\d\d)(?!\d)|(?<![a-z\d])fy[ _-]?(\d\d)(?!\d)", re.IGNORECASE)


def ask(
    reading: Reading,
    table: Table,
    file_name: str,
    export: Profile | None,
    period: str | None,
    fiscal_start: int,
) -> Reading:
    """The reading with its values understood, what `period` answers answered, and what is left open asked.

    Raises ValueError where `period` is neither a period nor a day.
    """
    dataset = DATASETS[reading.dataset]
    columns = {column.letter: column for column in table.columns}
    answers = dict(reading.answers)
    questions: list[Question] = []
    values = {name: dict(known) for name, known in reading.values.items()}
    for name, match in reading.columns.items():
        field, column = dataset[name], columns[match.letter]
        if field.kind in ("choice", "choices", "yes_no"):
            values[name] = _values(field, column, export) | values.get(name, {})
        questions += _notation(field, column, fiscal_start)
        if field.kind == "period" and (year := _year(field, column, table, file_name, fiscal_start)):
            answers |= _year_answered(year.key, period, answers)
            questions.append(year)
        if field.kind == "money":
            for key, answer in _in_header(field, column).items():
                answers.setdefault(key, answer)
    if dataset.name == "spend" and "basis" not in reading.columns and "basis" not in answers:
        answers |= _basis(table.sheet)
    when = _when(dataset)
    if when and when not in reading.columns:
        if stated := period or answers.get(when):
            answers[when] = _answer(when, stated, fiscal_start)
        questions.append(_asked_when(when, table, file_name, export, fiscal_start, answers.get(when)))
    named = {name: known for name, known in values.items() if known}
    return replace(reading, values=named, answers=answers, questions=tuple(questions))


def is_makeable(dataset: Dataset, name: str) -> bool:
    """Whether rows can do without this required column: it is asked for, has a default, or is made."""
    return name == _when(dataset) or (dataset.name, name) == ("pilots", "initiative_id")


def distinct(values: Sequence[Cell]) -> list[Cell]:
    """Each value once, numbers and yes or no kept apart."""
    return [value for _, value in dict.fromkeys((type(value), value) for value in values)]


def texts(values: Iterable[Cell]) -> list[str]:
    """The values that say something, as text."""
    found = (None if isinstance(value, CellError) else cells.text(value) for value in values)
    return list(dict.fromkeys(text for text in found if text is not None))


def _when(dataset: Dataset) -> str | None:
    """The column that says when: a list's day, or a period; None where everything is replaced at once."""
    return {"list": "reporting_on", "period": "period", "all": None}[dataset.replaces]


def _values(field: Field, column: Column, export: Profile | None) -> dict[str, str | None]:
    """What each written value means, where it is not written as it is stored."""
    found: dict[str, str | None] = {}
    for written in texts(distinct(column.values)):
        meaning = export.value(field.name, written) if export else None
        if meaning is None and field.kind == "choice":
            meaning = meant(field, written)[0]
        elif meaning is None and field.kind == "choices":
            parts = [meant(field, part)[0] for part in several(written)]
            meaning = None if None in parts else "; ".join(str(part) for part in parts)
        elif meaning is None:
            meaning = _yes_no(written)
        if meaning is None or plain(meaning) != plain(written):
            found[written] = meaning
    return found


def several(written: str) -> list[str]:
    """`mlops; data quality` -> its parts."""
    return [part for part in (part.strip() for part in re.split(r"[;,/|\n]| and |\+", written)) if part]


def _yes_no(written: str) -> str | None:
    try:
        answer = cells.yes_no(written)
    except cells.NotUnderstood:
        return None
    return "" if answer is None else "yes" if answer else "no"


def _notation(field: Field, column: Column, fiscal_start: int) -> list[Question]:
    """Whether 01/02/2026 or 1.234 leaves open what is meant, and nothing in the column decides it."""
    if field.kind not in ("date", "period", "money", "number"):
        return []
    written = dict.fromkeys(value for value in column.values if isinstance(value, str))
    if field.kind in ("date", "period") and cells.date_order(column.values) is None:
        for value in written:
            if _two_readings(field, value, fiscal_start):
                asks = f'Does "{column.header}" write the day or the month first ({cells.text(value)})?'
                return [Question(f"order.{field.name}", asks, ("dmy", "mdy"))]
    if field.kind in ("money", "number") and cells.decimal_mark(column.values) is None:
        for value in written:
            if _two_readings(field, value, fiscal_start):
                asks = f'Which mark do the decimals of "{column.header}" have ({cells.text(value)})?'
                return [Question(f"mark.{field.name}", asks, (".", ","))]
    return []


def _year(field: Field, column: Column, table: Table, file_name: str, fiscal_start: int) -> Question | None:
    """Which year `Jan` and `Q1` belong to, where a column names none; the one year that title, sheet and file name name
    is proposed."""
    parts = [part for value in distinct(column.values) if (part := cells.part_of_year(value))]
    if not parts:
        return None
    named = f'the headers of "{table.sheet}"' if column.heads else f'"{column.header}"'
    asks = f"Which year do the {parts[0].grain}s of {named} belong to (2026; or FY2026 for the fiscal year)?"
    places = (file_name, table.sheet, *table.notes)
    found = [year for place in places for year in _YEAR_IN_NAME.finditer(place)]
    years = {year[1] or f"20{year[2]}" for year in found}
    if len(years) != 1:
        return Question(f"year.{field.name}", asks)
    wraps = fiscal_start > 1 and parts[0] == cells.Part("month", fiscal_start) and len(parts) > 13 - fiscal_start
    is_fiscal = fiscal_start > 1 and (wraps or any("fy" in year[0].lower() for year in found))
    proposed = f"FY{years.pop()}" if is_fiscal else years.pop()
    return Question(f"year.{field.name}", asks, proposed=proposed, confidence=FROM_NAME)


def _year_answered(key: str, period: str | None, answers: Mapping[str, str]) -> dict[str, str]:
    """The year of months without one, where `period` or an earlier answer says it. Raises ValueError where that is none."""
    year = period if period and cells.is_year(period) else answers.get(key)
    if year is None:
        return {}
    if not cells.is_year(year):
        raise ValueError(f'"{year}" is not a year. Use 2026, or FY2026 for the fiscal year.')
    return {key: year}


def _two_readings(field: Field, value: Cell, fiscal_start: int) -> bool:
    try:
        if field.kind == "date":
            cells.date(value, coarse="start", fiscal_start=fiscal_start)
        elif field.kind == "period":
            cells.period(value, fiscal_start)
        elif field.kind == "money":
            cells.money(value)
        else:
            cells.number(value)
    except cells.TwoReadings as either:
        return len(set(either.readings)) > 1 and not any(isinstance(reading, str) for reading in either.readings)
    except cells.NotUnderstood:
        return False
    return False


def _in_header(field: Field, column: Column) -> dict[str, str]:
    """The currency and the scale that a header of money names: `Amount (k EUR)`."""
    found = {}
    for word in re.findall(r"[A-Za-z]+|[$€£]", column.header):
        code = _currency(word if word.isupper() or not word.isalpha() else "")
        if code:
            found["currency"] = code
    for pattern, factor in _SCALES:
        if pattern.search(column.header):
            found[f"scale.{field.name}"] = factor
    return found


def _basis(sheet: str) -> dict[str, str]:
    """A sheet named Budget or Forecast is about just that."""
    words = plain(sheet).split()
    return next(({"basis": basis} for basis in ("budget", "forecast") if basis in words), {})


def _currency(word: str) -> str | None:
    try:
        return cells.currency(word) if len(word) == 3 or (word in "€£" and word) else None
    except cells.NotUnderstood:
        return None


def _answer(when: str, written: str, fiscal_start: int) -> str:
    """A period or a day as it is kept in `answers`."""
    try:
        if when == "reporting_on":
            day = cells.date(written, coarse="end", fiscal_start=fiscal_start)
            if day is not None:
                return day.isoformat()
        else:
            period = cells.period(written, fiscal_start)
            if period is not None:
                return period.label(fiscal_start)
    except cells.NotUnderstood as failure:
        raise ValueError(f"{failure.says} {failure.remedy}") from failure
    raise ValueError(f'"{written}" is not a period. Use a quarter such as 2026-Q1 or a month such as 2026-03.')


def _asked_when(
    when: str, table: Table, file_name: str, export: Profile | None, fiscal_start: int, given: str | None
) -> Question:
    """The question for the missing reporting date or period, with what the file's name or the lines above propose."""
    asks = (
        f'As of which day does "{table.sheet}" list the initiatives (the end of the reporting period)?'
        if when == "reporting_on"
        else f'Which month or quarter is "{table.sheet}" about?'
    )
    if given:
        return Question(when, asks, proposed=given, confidence=1.0)
    places = (file_name, table.sheet, *table.notes)
    if export and export.reporting_day:
        for place in places:
            if found := _YEAR_IN_NAME.search(place):
                day = dt.date.fromisoformat(f"{found[1] or '20' + found[2]}-{export.reporting_day}")
                proposed = (
                    day.isoformat()
                    if when == "reporting_on"
                    else cells.quarter_of(day, fiscal_start).label(fiscal_start)
                )
                return Question(when, asks, proposed=proposed, confidence=FROM_NAME)
    if found := next((span for place in places if (span := _SPAN_IN_NAME.search(place))), None):
        return _spanned(Question(when, asks), found[1], found[2], fiscal_start)
    for place in places:
        for found in PERIOD_IN_NAME.finditer(place):
            try:
                proposed = _answer(when, found[0].replace("_", "-"), fiscal_start)
            except ValueError:
                continue
            return Question(when, asks, proposed=proposed, confidence=FROM_NAME)
    return Question(when, asks)


def _spanned(question: Question, first: str, last: str, fiscal_start: int) -> Question:
    """The question where a name says `2026-01-01-to-2026-03-31`: its last day, or the month or quarter that it is; else
    what it spans is said, and nothing is proposed."""
    try:
        start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    except ValueError:
        return question
    if question.key == "reporting_on":
        return replace(question, proposed=end.isoformat(), confidence=FROM_NAME)
    whole = (cells.month(start.year, start.month), cells.quarter_of(start, fiscal_start))
    period = next((candidate for candidate in whole if (candidate.start, candidate.end) == (start, end)), None)
    if period is None:
        asks = f"{question.asks} Its name says {first} to {last}, which is neither a month nor a quarter."
        return replace(question, asks=asks)
    return replace(question, proposed=period.label(fiscal_start), confidence=FROM_NAME)
