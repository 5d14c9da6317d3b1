"""Which real exports are known by their headers? One TOML file each, found here by `builtin`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from data.problems import NOTHING_TO_DO
from data.recognition.mapping import Rules, Written, rules_from_dict
from data.recognition.vocabulary import plain

HERE = Path(__file__).parent


@dataclass(frozen=True)
class LeftOut:
    """Rows that are none of ours: a condition in SQL, and why in words that follow a count (`days without costs`). With
    a `remedy` they should be ours, and are an error that the person can mend in the `column` of that name."""

    where: str
    because: str
    remedy: str = NOTHING_TO_DO
    column: str = ""


@dataclass(frozen=True)
class RollUp:
    """What an export's rows become: a select over `export` whose columns are those of the dataset, and `source_rows`.

    With a column `people`, a row of fewer people than the smallest group that may be shown is left out. Columns of the
    select that are `beside` the dataset's are kept with the row. `remark`: what to bear in mind of such rows.
    """

    dataset: str
    sql: str
    left_out: tuple[LeftOut, ...] = ()
    beside: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Profile:
    """How one export is read. Header and value patterns are in plain words; `*` stands for anything.

    `recognised_by`: lines of headers, of which one line must all be there. Either its rows are rows of one `dataset`, and
    `columns` are its fields; or they are rolled up to what the export `becomes`, and `columns` are the names its SQL
    uses. `blank` are words that stand for nothing. `reporting_day`: month and day that the year in the file's name
    stands for. An export that is of no use is `refused` in words, and `instead` says what to do.
    """

    name: str
    title: str
    feed: str
    recognised_by: tuple[tuple[str, ...], ...]
    columns: Mapping[str, tuple[str, ...]]
    dataset: str = ""
    becomes: tuple[RollUp, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    blank: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    personal: tuple[str, ...] = ()
    rules: Rules = field(default_factory=Rules)
    reporting_day: str = ""
    refused: str = ""
    instead: str = ""

    def knows(self, headers: Iterable[str]) -> bool:
        """Whether a table with these headers is this export."""
        return self.shared(headers) > 0

    def shared(self, headers: Iterable[str]) -> int:
        """How many headers a table has in common with the longest line that it has all of; 0 where it has none."""
        known = [plain(header) for header in headers]
        lines = (line for line in self.recognised_by if all(_fits_one(pattern, known) for pattern in line))
        return max(map(len, lines), default=0)

    def header(self, name: str, headers: Iterable[str]) -> str | None:
        """The header that one of the profile's columns is read from: the first that its first fitting pattern fits."""
        known = tuple(headers)
        return next((found for pattern in self.columns[name] if (found := find(pattern, known)) is not None), None)

    def value(self, name: str, written: str) -> str | None:
        """What a value of a field means in this export; None where the profile does not say."""
        for pattern, meaning in self.values.get(name, {}).items():
            if matches(pattern, plain(written)):
                return meaning
        return None


class UnknownProfile(LookupError):
    """There is no profile of that name; the message says which there are."""


def named(name: str) -> Profile:
    """The built-in profile of a name. Raises UnknownProfile."""
    if name not in builtin():
        raise UnknownProfile(f"There is no profile {name!r}. There are: {', '.join(builtin())}.")
    return builtin()[name]


def find(pattern: str, headers: Iterable[str]) -> str | None:
    """The first of the headers that a pattern fits."""
    return next((header for header in headers if matches(pattern, plain(header))), None)


def matches(pattern: str, words: str) -> bool:
    """Whether plain words fit a pattern in which `*` stands for anything."""
    return _compiled(pattern).fullmatch(words) is not None


def _fits_one(pattern: str, headers: Iterable[str]) -> bool:
    """Whether a pattern fits any of these headers, given in plain words."""
    fullmatch = _compiled(pattern).fullmatch
    return any(map(fullmatch, headers))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a profile; there are some hundreds, asked of every header of every table."""
    return re.compile(".*".join(map(re.escape, pattern.split("*"))))


def export_of(headers: Iterable[str]) -> Profile | None:
    """The built-in profile that knows a table by its headers; of several the one that knows it by more of them."""
    known = tuple(headers)
    nearest = max(builtin().values(), key=lambda profile: profile.shared(known))
    return nearest if nearest.knows(known) else None


@cache
def builtin() -> dict[str, Profile]:
    """The profiles that come with Gapboard, by name."""
    return {path.stem: _profile(path.stem, tomllib.loads(path.read_text())) for path in sorted(HERE.glob("*.toml"))}


def _profile(name: str, written: Written) -> Profile:
    return Profile(
        name=name,
        title=written["title"],
        feed=written["feed"],
        recognised_by=tuple(tuple(line) for line in written["recognised_by"]),
        columns={field: tuple(patterns) for field, patterns in written.get("columns", {}).items()},
        dataset=written.get("dataset", ""),
        becomes=tuple(
            RollUp(
                step["dataset"],
                step["sql"],
                _left_out(step.get("left_out", ())),
                tuple(step.get("beside", ())),
                step.get("remark", ""),
            )
            for step in written.get("becomes", ())
        ),
        left_out=_left_out(written.get("left_out", ())),
        blank=tuple(written.get("blank", ())),
        values=written.get("values", {}),
        personal=tuple(written.get("personal", ())),
        rules=rules_from_dict(written.get("rules", {})),
        reporting_day=written.get("reporting_day", ""),
        refused=written.get("refused", ""),
        instead=written.get("instead", ""),
    )


def _left_out(written: Iterable[dict[str, str]]) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(
            condition["where"],
            condition["because"],
            condition.get("remedy", NOTHING_TO_DO),
            condition.get("column", ""),
        )
        for condition in written
    )
