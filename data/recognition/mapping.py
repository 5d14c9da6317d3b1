"""How a file is read: which table is which dataset, which column is which, which value means which.

A mapping is proposed by `recognise`, corrected by a person, applied by `check`, and kept by the shape of the headers.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, NotRequired, TypedDict, cast

from data.reading.table import Table
from data.recognition.vocabulary import plain
from data.schema import DATASETS

Written = Mapping[str, Any]
"""What a person or a file wrote as JSON or TOML: nothing is known of it yet."""

CERTAIN = 1.0
ENOUGH_FOR_YES = 0.8
"""A proposed mapping may be confirmed unseen from this confidence on: names and synonyms do, near misses may not."""


@dataclass(frozen=True)
class Match:
    """The column of the sheet that a field is read from; `why` says how it was found."""

    header: str
    letter: str
    confidence: float
    why: str


@dataclass(frozen=True)
class Question:
    """Something the sheet does not say. `key` is where the answer goes; `proposed` is a guess, or empty."""

    key: str
    asks: str
    options: tuple[str, ...] = ()
    proposed: str = ""
    confidence: float = 0.0


@dataclass(frozen=True)
class Derived:
    """A second dataset made from the rows of the first: those `where` a field has one of the values."""

    dataset: str
    where: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, str]
    constants: Mapping[str, str]
    period_of: str = ""


@dataclass(frozen=True)
class Rules:
    """What a profile knows beyond columns and values.

    `only`: a field is read only in rows where another field has one of the values. `blank`: what a blank means
    (`@other` = what stands in that field). `repeats`: whether a second row with one id is an error or gets a number.
    """

    only: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    blank: Mapping[str, str] = field(default_factory=dict)
    repeats: str = "error"
    derived: tuple[Derived, ...] = ()


@dataclass(frozen=True)
class Reading:
    """One table read as one dataset.

    `values`: field -> as written -> one of the allowed values; empty = leave blank, None = not understood. `answers`
    are what the table does not say: `period`, `reporting_on`, `currency`, `order.<field>` (dmy or mdy), `mark.<field>`
    (the decimal mark), `scale.<field>`. `personal` are headers that are never kept. `columns` that are not named are
    kept with the row.
    """

    sheet: str
    header_row: int
    dataset: str
    columns: Mapping[str, Match]
    values: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    personal: tuple[str, ...] = ()
    rules: Rules = field(default_factory=Rules)
    confidence: float = CERTAIN
    why: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether it may be confirmed unseen."""
        return self.confidence >= ENOUGH_FOR_YES

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that nobody has answered yet."""
        return tuple(question for question in self.questions if question.key not in self.answers)

    def holds_people(self, table: Table) -> bool:
        """Whether the table has columns that are never kept as they are, so that the file itself is not kept either."""
        return bool(self.personal) or (len(table) > 0 and DATASETS[self.dataset].names_people)

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets that its rows become rows of, its own first."""
        return (self.dataset, *(derived.dataset for derived in self.rules.derived))

    def is_of(self, table: Table) -> bool:
        """Whether this is how that table is read; tables side by side share their header row, not their columns."""
        letters = {column.letter for column in table.columns}
        is_there = (table.sheet, table.header_row) == (self.sheet, self.header_row)
        is_there = is_there and table.dataset in ("", self.dataset)
        return is_there and all(match.letter in letters for match in self.columns.values())


@dataclass(frozen=True)
class FileMapping:
    """How a whole file is read. `left_out` names sheets that hold no data, and why.

    `is_confirmed`: by a person, now or when a file of this shape came before, or because every name is our own.
    `is_given`: a person wrote or corrected it.
    """

    readings: tuple[Reading, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    profile: str = ""
    is_confirmed: bool = False
    is_given: bool = False

    @property
    def confidence(self) -> float:
        """That of the least certain reading; 0 where nothing was recognised or a question has no answer at all."""
        if any(not question.proposed for reading in self.readings for question in reading.open_questions):
            return 0.0
        asked = [question.confidence for reading in self.readings for question in reading.open_questions]
        return min([reading.confidence for reading in self.readings] + asked, default=0.0)

    @property
    def is_sure(self) -> bool:
        """Whether it may be confirmed unseen: by `--yes`, by a watched folder; and by the page's one main button."""
        return self.confidence >= ENOUGH_FOR_YES

    def confirmed(self) -> "FileMapping":
        """The same mapping with what was proposed taken as answered."""
        return replace(
            self,
            readings=tuple(
                replace(
                    reading,
                    answers={question.key: question.proposed for question in reading.questions if question.proposed}
                    | dict(reading.answers),
                )
                for reading in self.readings
            ),
            is_confirmed=True,
        )


class WrittenMatch(TypedDict):
    """A `Match` as JSON has it."""

    header: str
    letter: str
    confidence: float
    why: str


class WrittenReading(TypedDict):
    """A `Reading` as JSON has it, with the datasets that its rows become rows of and only the questions that are open.

    `is_rolled_up` (in a report alone): its rows are made of an export's.
    """

    sheet: str
    header_row: int
    dataset: str
    columns: dict[str, WrittenMatch]
    values: dict[str, dict[str, str | None]]
    answers: dict[str, str]
    questions: list[dict[str, object]]
    personal: list[str]
    rules: dict[str, object]
    confidence: float
    why: str
    datasets: list[str]
    is_rolled_up: NotRequired[bool]


class WrittenMapping(TypedDict):
    """A `FileMapping` as JSON has it."""

    profile: str
    confidence: float
    is_confirmed: bool
    sheets: list[WrittenReading]
    left_out: list[dict[str, str]]


def shape(headers: Iterable[str]) -> str:
    """What sheets of one export share: their headers, in any order and any spacing."""
    names = sorted({plain(header) for header in headers} - {""})
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


def to_dict(mapping: FileMapping) -> WrittenMapping:
    """A mapping as plain dictionaries, lists and text, for JSON, `--map` and the kept profiles."""
    return {
        "profile": mapping.profile,
        "confidence": round(mapping.confidence, 3),
        "is_confirmed": mapping.is_confirmed,
        "sheets": [reading_to_dict(reading) for reading in mapping.readings],
        "left_out": [{"sheet": sheet, "why": why} for sheet, why in mapping.left_out],
    }


def reading_to_dict(reading: Reading) -> WrittenReading:
    """One reading as plain dictionaries, lists and text."""
    open_questions = [asdict(question) for question in reading.open_questions]
    lists = {"datasets": list(reading.datasets), "questions": open_questions, "personal": list(reading.personal)}
    plainly = asdict(reading) | {"confidence": round(reading.confidence, 3)} | lists
    return cast(WrittenReading, plainly)


def reading_from_dict(written: Written) -> Reading:
    """A reading from what `reading_to_dict` gave, or from the few lines a person writes: a column may be its header
    alone. Raises KeyError, TypeError or ValueError where something needed is not there or not of its form."""
    rules = written.get("rules", {})
    return Reading(
        sheet=str(written["sheet"]),
        header_row=int(written.get("header_row", 0)),
        dataset=str(written["dataset"]),
        columns={name: _match(column) for name, column in written["columns"].items()},
        values={name: dict(values) for name, values in written.get("values", {}).items()},
        answers={key: str(answer) for key, answer in written.get("answers", {}).items()},
        personal=tuple(written.get("personal", ())),
        rules=rules_from_dict(rules),
        confidence=float(written.get("confidence", CERTAIN)),
        why=str(written.get("why", "as given")),
    )


def rules_from_dict(rules: Written) -> Rules:
    """A profile's rules from plain dictionaries."""
    return Rules(
        only={name: _choices(condition) for name, condition in rules.get("only", {}).items()},
        blank=dict(rules.get("blank", {})),
        repeats=str(rules.get("repeats", "error")),
        derived=tuple(
            Derived(
                dataset=derived["dataset"],
                where=_choices(derived.get("where", {})),
                columns=dict(derived["columns"]),
                constants=dict(derived.get("constants", {})),
                period_of=derived.get("period_of", ""),
            )
            for derived in rules.get("derived", ())
        ),
    )


def _match(column: str | Written) -> Match:
    if isinstance(column, str):
        return Match(column, "", CERTAIN, "as given")
    return Match(column["header"], column.get("letter", ""), float(column.get("confidence", 1)), column.get("why", ""))


def _choices(condition: Written) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in condition.items()}
