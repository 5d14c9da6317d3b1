"""One table on its way to rows: its columns understood, blanks and conditions applied, every cell still addressable."""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import cast

from data.ingest.corrections import corrections_in
from data.problems import NOTHING_TO_DO, Problem, Severity, counted
from data.reading import cells
from data.reading.table import Column, Table
from data.recognition.mapping import Reading
from data.recognition.values import Notation, Value, understand
from data.schema import DATASETS, Dataset, Field

MOST = 1_000  # problems of one rule in one column that are listed one by one; the rest are counted

BLANK = "null"  # what the file says (as JSON) where a rule or another cell gave the value of a blank one

SPELLED = ("business_unit", "tool", "vendor", "initiative_id", "deployment_id", "function")
"""Names that join rows: `claims` and `Claims ` are one unit. The spelling known first is kept."""


@dataclass
class Draft:
    """A table's rows of one dataset. `values` are the stored columns, `is_out` the rows an error keeps out.

    `letters` say in which column of the sheet a field stands, `texts` its cells' own words where they differ (JSON,
    and what was typed where a cell was corrected), `unused` the columns some of whose cells no field took.
    """

    table: Table
    dataset: Dataset
    reading: Reading
    values: dict[str, list[Value]]
    letters: dict[str, str]
    texts: dict[str, list[str | None]] = field(default_factory=dict)
    unused: dict[str, set[int]] = field(default_factory=dict)
    is_out: bytearray = field(default_factory=bytearray)
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[tuple[str, str, Severity]] = field(default_factory=Counter)
    keeps_extra: bool = True

    def __len__(self) -> int:
        return len(self.table)

    def get(self, name: str) -> list[Value]:
        """A column's values; all blank where the sheet does not have it."""
        return self.values.get(name) or [None] * len(self)

    def words(self, name: str) -> list[str | None]:
        """The same of a column of texts, choices or ids."""
        return cast("list[str | None]", self.get(name))

    def days(self, name: str) -> list[dt.date | None]:
        """The same of a column of days, or of the first or last days of periods."""
        return cast("list[dt.date | None]", self.get(name))

    def numbers(self, name: str) -> list[float | None]:
        """The same of a column of amounts, counts or scores."""
        return cast("list[float | None]", self.get(name))

    def cell(self, name: str, at: int) -> str:
        """Where a field's value stands: `Spend!D14`; the row's first cell where the sheet has no such column."""
        return f"{self.table.sheet}!{self.place(name, at)}"

    def place(self, name: str, at: int) -> str:
        """The same without the sheet: `D14`; `D1` for a value that was read from a header."""
        if name in self.heads:
            return self.heads[name][at][0]
        letter = "A" if self.table.dataset else self.letter(name, at) or self.table.columns[0].letter
        return f"{letter}{self.table.rows[at]}"

    def letter(self, name: str, at: int) -> str:
        """The column of the sheet in which a field stands in a row; empty where the sheet does not have it."""
        return self._apart[name][at] if name in self._apart else self.letters.get(name, "")

    @cached_property
    def _apart(self) -> dict[str, Sequence[str]]:
        """The fields whose values stood in several columns of a wide sheet: the letter row by row."""
        by_letter = {column.letter: column.letters for column in self.table.columns if column.letters}
        return {name: by_letter[letter] for name, letter in self.letters.items() if letter in by_letter}

    @cached_property
    def heads(self) -> dict[str, Sequence[tuple[str, str]]]:
        """The fields whose values stood in the headers of a wide sheet: row by row the cell and what it says."""
        by_letter = {column.letter: column.heads for column in self.table.columns if column.heads}
        return {name: by_letter[letter] for name, letter in self.letters.items() if letter in by_letter}

    def part(self, rows: Sequence[int]) -> Table:
        """The table with only these of its rows, and without its cells."""
        return replace(self.table, rows=[self.table.rows[at] for at in rows], columns=self.table.columns[:1], totals=())

    def refuse(self, name: str, at: int, says: str, remedy: str, rule: str) -> None:
        """An error in one cell, which keeps its row out."""
        self.is_out[at] = 1
        self._say(name, at, "error", says, remedy, rule)

    def warn(self, name: str, at: int, says: str, remedy: str, rule: str) -> None:
        """Something odd about one cell; its row stands."""
        self._say(name, at, "warning", says, remedy, rule)

    def _say(self, name: str, at: int, severity: Severity, says: str, remedy: str, rule: str) -> None:
        self.counts[name, rule, severity] += 1
        if self.counts[name, rule, severity] <= MOST:
            self.problems.append(Problem(self.cell(name, at), severity, says, remedy, rule))

    def not_listed(self) -> list[Problem]:
        """For each column and rule with more problems than are listed one by one: how many more."""
        return [
            Problem(
                f"{self.table.sheet}!{self.letters.get(name, '')}",
                severity,
                f"{counted(count - MOST, 'more cell')} of this column: the same as in the {MOST:,} listed.",
                "Correct them all.",
                rule,
            )
            for (name, rule, severity), count in self.counts.items()
            if count > MOST
        ]

    def say_once(self, name: str, rows: Sequence[int], says: str, remedy: str, rule: str) -> None:
        """One warning for many rows, at the first of them; a note where nothing needs to be done. `{n rows}` in `says` is
        how many."""
        if rows:
            severity: Severity = "note" if remedy == NOTHING_TO_DO else "warning"
            text = re.sub(r"\{n (\w+)s\}", lambda noun: counted(len(rows), noun[1]), says)
            self._say(name, rows[0], severity, text, remedy, rule)


def draft(
    table: Table,
    reading: Reading,
    home: str,
    fiscal_start: int,
    spelled: Mapping[str, Mapping[str, str]],
    salt: str = "",
    tell: Callable[[], None] = lambda: None,
) -> Draft:
    """A table as rows of its dataset, with what could not be understood. `spelled` are the names known already; names of
    people become keys by the store's `salt`, and nothing else of their rows is kept. `tell` is called after each column."""
    dataset = DATASETS[reading.dataset]
    by_letter = {column.letter: column for column in table.columns}
    letters = {name: match.letter for name, match in reading.columns.items()}
    made = Draft(table, dataset, reading, {}, letters, is_out=bytearray(len(table)))
    made.keeps_extra = not dataset.names_people
    written: dict[str, list[str | None]] = {}
    for wanted in dataset.fields:
        if wanted.name in letters:
            column = by_letter[letters[wanted.name]]
            found = understand(
                column,
                wanted,
                reading.values.get(wanted.name, {}),
                replace(_notation(reading, column, wanted, home, fiscal_start), salt=salt),
            )
            _refuse_all(made, wanted.name, found.failures)
            made.texts[wanted.name] = found.texts
            if column.heads:
                found.texts[:] = [json.dumps(text, ensure_ascii=False) for _, text in column.heads]
            elif table.corrected and not wanted.personal:
                placed = column.letters or [column.letter] * len(table)
                for at, correction in corrections_in(table, placed, column.values).items():
                    found.texts[at] = correction
            name = "period_start" if wanted.kind == "period" else wanted.name
            made.values[name] = found.values
            if found.ends is not None:
                made.values["period_end"] = list(found.ends)
            if found.currencies is not None and any(found.currencies):
                written[wanted.name] = found.currencies
            _say_how(made, wanted.name, found.coarse, found.mails)
            tell()
        elif wanted.name in reading.answers:
            _fill(made, wanted.name, reading.answers[wanted.name], fiscal_start)
    _currencies(made, written)
    _only(made)
    for name in SPELLED:
        if name in made.values:
            _spell(made, name, spelled.get(name, {}))
    _blanks(made)
    return made


def _notation(reading: Reading, column: Column, wanted: Field, home: str, fiscal_start: int) -> Notation:
    """How a column is written: as the person said, else as its own cells decide."""
    order = reading.answers.get(f"order.{wanted.name}")
    mark = reading.answers.get(f"mark.{wanted.name}")
    scale = float(reading.answers.get(f"scale.{wanted.name}", 1))
    if order is None and wanted.kind in ("date", "period"):
        order = cells.date_order(column.values)
    if mark is None and wanted.kind in ("money", "number", "score", "count"):
        mark = cells.decimal_mark(column.values)
    year = reading.answers.get(f"year.{wanted.name}")
    return Notation(fiscal_start, home, order, mark, scale, year=year)  # type: ignore[arg-type]


def _refuse_all(made: Draft, name: str, failures: Mapping[int, cells.NotUnderstood]) -> None:
    """Each cell that was not understood; one that has two readings is asked about once for its column."""
    asked: list[int] = []
    for at, failure in failures.items():
        if isinstance(failure, cells.TwoReadings):
            made.is_out[at] = 1
            asked.append(at)
        else:
            made.refuse(name, at, failure.says, failure.remedy, "not_understood")
    if asked:
        first = failures[asked[0]]
        also = getattr(first, "also", "So can")
        others = f" {also} {counted(len(asked) - 1, 'more cell')} of this column." if len(asked) > 1 else ""
        made.refuse(name, asked[0], first.says + others, first.remedy, "two_readings")


def _say_how(made: Draft, name: str, coarse: Sequence[int], mails: Sequence[int]) -> None:
    end = "last" if name == "reporting_on" else "first"
    made.say_once(
        name,
        coarse,
        f"A month, quarter or year stands for a day in {{n cells}} of this column: its {end} day is stored.",
        "Give the day where it matters.",
        "coarse_date",
    )
    made.say_once(
        name,
        mails,
        "E-mail addresses are never stored: removed from {n cells} of this column, and the file itself is not kept.",
        NOTHING_TO_DO,
        "personal",
    )


def _fill(made: Draft, name: str, answer: str, fiscal_start: int) -> None:
    """What the person answered for every row."""
    if name == "period":
        period = cells.period(answer, fiscal_start)
        made.values["period_start"] = [period.start if period else None] * len(made)
        made.values["period_end"] = [period.end if period else None] * len(made)
    elif name == "reporting_on":
        made.values[name] = [dt.date.fromisoformat(answer)] * len(made)
    elif name != "currency":
        made.values[name] = [answer] * len(made)


def _currencies(made: Draft, written: Mapping[str, Sequence[str | None]]) -> None:
    """A row's currency: its own column, else what stands with the amount, else what the header names."""
    named = made.reading.answers.get("currency")
    if "currency" not in made.dataset or not (written or named):
        return
    codes = list(made.words("currency"))
    for name, found in written.items():
        for at, code in enumerate(found):
            if code is not None and codes[at] is None:
                codes[at] = code
            elif code is not None and codes[at] != code:
                made.refuse(
                    name,
                    at,
                    f"The amount is in {code}, the row's currency is {codes[at]}.",
                    "Write one currency in a row.",
                    "two_currencies",
                )
    codes = [code or named for code in codes]
    if texts := made.texts.get("currency"):
        for at, code in enumerate(made.words("currency")):
            if code is None and codes[at] is not None:
                texts[at] = texts[at] or BLANK
    made.values["currency"] = list(codes)


def _only(made: Draft) -> None:
    """A field that is read only in some rows is blank in the others; cells that no field took stay with the row."""
    letters: dict[str, set[int]] = {}
    for name, condition in made.reading.rules.only.items():
        if name not in made.values:
            continue
        values, letter = made.values[name], made.letters[name]
        asked = [(made.get(other), wanted) for other, wanted in condition.items()]
        dropped = {
            at
            for at, value in enumerate(values)
            if value is not None and not all(other[at] in wanted for other, wanted in asked)
        }
        for at in dropped:
            values[at] = made.texts[name][at] = None
        letters[letter] = letters[letter] & dropped if letter in letters else dropped
    for letter, rows in letters.items():
        made.unused[letter] = rows
        name = next(field for field, other in made.letters.items() if other == letter)
        made.say_once(
            name,
            sorted(rows),
            "A date stands in {n rows} that have not come that far: kept with the row, not used.",
            "Check the stage of these rows, or the date.",
            "date_without_stage",
        )


def _spell(made: Draft, name: str, known: Mapping[str, str]) -> None:
    """One spelling for each name: the one that stands already, else the commonest here."""
    values = made.words(name)
    counts = Counter(value for value in values if value is not None)
    spelling = {spelled.casefold(): spelled for spelled, _ in reversed(counts.most_common())} | dict(known)
    changed = {value: spelling[value.casefold()] for value in counts if spelling[value.casefold()] != value}
    if not changed:
        return
    texts = made.texts.setdefault(name, [None] * len(made))
    for written, taken_for in changed.items():
        rows = [at for at, value in enumerate(values) if value == written]
        made.say_once(
            name,
            rows,
            f'"{written}" in {{n rows}} is taken for "{taken_for}".',
            "Spell it the same everywhere.",
            "spelling",
        )
        for at in rows:
            values[at], texts[at] = taken_for, texts[at] or json.dumps(written, ensure_ascii=False)


def _blanks(made: Draft) -> None:
    """What a profile says a blank means, and where nothing may be blank."""
    for name, meaning in made.reading.rules.blank.items():
        if name not in made.dataset:
            continue
        values = made.values.setdefault(name, [None] * len(made))
        constant: list[Value] = [meaning] * len(made)
        source = made.get(meaning[1:]) if meaning.startswith("@") else constant
        blank = [
            at for at, value in enumerate(values) if value is None and source[at] is not None and not made.is_out[at]
        ]
        texts = made.texts.get(name)
        for at in blank:
            values[at] = source[at]
            if texts is not None:
                texts[at] = texts[at] or BLANK
        shown = f"its {meaning[1:]}" if meaning.startswith("@") else f'"{meaning}"'
        made.say_once(
            name,
            blank,
            f"No {name.replace('_', ' ')} in {{n rows}}: {shown} is stored.",
            "Fill it in where it is known.",
            "blank",
        )
