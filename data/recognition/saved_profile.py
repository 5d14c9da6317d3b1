"""Import profiles that people confirmed: how a sheet was read is kept with a name, and read so again by itself.

Next quarter's sheet may have its columns moved or some added; one whose columns were renamed slightly is proposed with
what changed, to be confirmed. The store keeps each profile as text by the shape of its headers (`Store.profiles`).
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from rapidfuzz import fuzz

from data.reading import cells
from data.reading.table import Column, Table
from data.recognition.mapping import CERTAIN, ENOUGH_FOR_YES, Match, Reading, reading_from_dict, reading_to_dict, shape
from data.recognition.names import by_names, personal, titles
from data.recognition.profiles import UnknownProfile
from data.recognition.questions import PERIOD_IN_NAME, is_makeable
from data.recognition.values import MAIL, fits
from data.recognition.vocabulary import plain
from data.schema import DATASETS, Dataset, Field

NEAR = 80.0  # rapidfuzz ratio from which a new header is taken for a gone one: `Amount spent` was `Amount spend`
WITHIN = 0.9  # what counts of it where all words of the one are in the other: `Amount EUR` was `Amount`
RENAMED = 0.9  # a renamed column is never as sure as one that kept its name
LESS = 0.9  # a column that was read before is gone
LIKE = 0.5  # share of all headers that a sheet and a profile must have in common
MUCH_LIKE = 0.75  # the same where the sheet's own names speak of another dataset
LASTING = ("order.", "mark.", "scale.")


@dataclass(frozen=True)
class SavedProfile:
    """A profile a person confirmed: `headers` are those of the sheet it was confirmed on, `by` and `at` say by whom and
    when (blank where nobody knows), `shape` is what the store knows it by."""

    name: str
    reading: Reading
    headers: tuple[str, ...]
    by: str = ""
    at: str = ""

    @property
    def shape(self) -> str:
        """What the store knows it by."""
        return shape(self.headers)


def profiles(contents: Mapping[str, str]) -> tuple[SavedProfile, ...]:
    """What `Store.profiles` holds, by name."""
    return tuple(sorted(map(_from_text, contents.values()), key=lambda each: (each.name.casefold(), each.at)))


def profile(contents: Mapping[str, str], name: str) -> SavedProfile:
    """The saved profile of a name. Raises UnknownProfile with the names there are."""
    found = [each for each in profiles(contents) if each.name.casefold() == name.strip().casefold()]
    if not found:
        names = ", ".join(f'"{each.name}"' for each in profiles(contents)) or "none yet"
        raise UnknownProfile(f'No import profile is called "{name}". There are: {names}.')
    return found[0]


def renamed(contents: Mapping[str, str], name: str, to: str) -> SavedProfile:
    """A saved profile under another name. Raises UnknownProfile; ValueError where the new name is blank or taken."""
    saved = replace(profile(contents, name), name=cells.folded(to))
    refuse_taken(saved, contents)
    return saved


def refuse_taken(saved: SavedProfile, contents: Mapping[str, str]) -> None:
    """Raises ValueError where a profile has no name, or that of a profile for other headers."""
    if not saved.name:
        raise ValueError("A profile needs a name.")
    if any(
        other.name.casefold() == saved.name.casefold() and other.shape != saved.shape for other in profiles(contents)
    ):
        raise ValueError(f'Another profile is called "{saved.name}". Choose a name that is free.')


def to_save(
    table: Table, reading: Reading, file_name: str, contents: Mapping[str, str], by: str, at: str
) -> SavedProfile | None:
    """The profile to keep of a confirmed reading; None where one says the same already. Its name is that of the file
    without its period, with a number where that is taken."""
    headers = tuple(column.header for column in table.columns)
    before = contents.get(shape(headers))
    made = SavedProfile("", _lasting(reading), headers, by, at)
    if before is not None:
        old = _from_text(before)
        return None if _same(old.reading, made.reading) else replace(made, name=old.name)
    stem = PERIOD_IN_NAME.sub(" ", MAIL.sub(" ", PurePath(file_name).stem.removesuffix(" (marked)")))
    wanted = " ".join(re.sub(r"[\s_]+|(?<=\s)-|-(?=\s)", " ", stem).strip(" -_.,()").split())
    wanted = wanted or DATASETS[reading.dataset].title
    taken = {each.name.casefold() for each in profiles(contents)}
    tries = (wanted, f"{wanted}, {table.sheet.strip()}", *(f"{wanted} ({at})" for at in range(2, len(taken) + 3)))
    return replace(made, name=next(name for name in tries if name.casefold() not in taken))


def lasting(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that hold for the next file too: how dates and numbers are written, not which period a file is about."""
    return {key: answer for key, answer in answers.items() if key.startswith(LASTING)}


def text(saved: SavedProfile) -> str:
    """A profile as the store keeps it."""
    about = {"name": saved.name, "by": saved.by, "at": saved.at, "headers": list(saved.headers)}
    return json.dumps(reading_to_dict(saved.reading) | about, ensure_ascii=False, sort_keys=True)


def nearest(table: Table, contents: Mapping[str, str]) -> Reading | None:
    """How a table is read by the saved profile that is nearest to it; None where none is near, or where the table names
    another dataset. A profile of the very headers comes first, whatever the sheet's own names say."""
    if not contents:
        return None
    exact = contents.get(shape(column.header for column in table.columns))
    if exact is not None and not _names_another(table, _from_text(exact)):
        return _read(table, _from_text(exact))
    own = by_names(table, is_period_given=False)
    found = [
        (reading.confidence, likeness, saved.at, reading)
        for saved in profiles(contents)
        if not _names_another(table, saved)
        and (reading := _read(table, saved)) is not None
        and (likeness := _likeness(table, saved, reading)) >= (MUCH_LIKE if _says_another(own, reading) else LIKE)
    ]
    best = max(found, key=lambda candidate: candidate[:3], default=None)
    # A template with all its own names is read by them, even where a profile was confirmed of one with a renamed column.
    if best is None or (own is not None and own.confidence == CERTAIN > best[0]):
        return None
    return best[3]


def _from_text(content: str) -> SavedProfile:
    """A profile as it was kept; those of an earlier time know neither name nor headers."""
    written = json.loads(content)
    reading = reading_from_dict(written)
    headers = written.get("headers") or [match.header for match in reading.columns.values()]
    name = written.get("name") or DATASETS[reading.dataset].title
    return SavedProfile(name, reading, tuple(headers), written.get("by", ""), written.get("at", ""))


def _lasting(reading: Reading) -> Reading:
    """A reading without what belongs to one file: its period, open questions, values nobody understood, addresses."""
    values = {
        name: {
            written: meaning for written, meaning in known.items() if meaning is not None and not MAIL.search(written)
        }
        for name, known in reading.values.items()
    }
    return replace(
        reading,
        columns={
            name: Match(match.header, match.letter, CERTAIN, "confirmed before")
            for name, match in reading.columns.items()
        },
        values={name: known for name, known in values.items() if known},
        answers=lasting(reading.answers),
        questions=(),
        confidence=CERTAIN,
        why="",
    )


def _same(first: Reading, other: Reading) -> bool:
    def content(reading: Reading) -> tuple[object, ...]:
        columns = {name: plain(match.header) for name, match in reading.columns.items()}
        return reading.dataset, columns, reading.values, reading.answers, reading.personal, reading.rules

    return content(first) == content(other)


def _names_another(table: Table, saved: SavedProfile) -> bool:
    """Whether a sheet names itself after another dataset than the profile's."""
    return any(plain(table.sheet) in titles(name) for name in DATASETS if name != saved.reading.dataset)


def _says_another(own: Reading | None, reading: Reading) -> bool:
    """Whether a sheet's own names speak of another dataset at least as loudly."""
    if own is None or own.dataset == reading.dataset:
        return False
    return own.confidence >= ENOUGH_FOR_YES and len(own.columns) >= len(reading.columns)


def _read(table: Table, saved: SavedProfile) -> Reading | None:
    """A table read by a profile: each column by its header, a gone one by a new header like it whose cells fit. None
    where a required column is not there, or more than half of the columns are not there under their names."""
    dataset = DATASETS[saved.reading.dataset]
    columns = {
        name: replace(match, header=column.header, letter=column.letter)
        for name, match in saved.reading.columns.items()
        if (column := _under(table, match)) is not None
    }
    # A survey's sheet was once confirmed without an answer column; such a profile reads no other.
    if len(columns) * 2 < len(saved.reading.columns) or not dataset.is_earned(saved.reading.columns):
        return None
    # Only a header that the profile never saw can be a renamed one: `Amount net` stood beside `Amount` all along.
    taken = {plain(match.header) for match in columns.values()} | set(map(plain, saved.headers))
    new = [column for column in table.columns if plain(column.header) not in taken]
    differences: list[str] = []
    for name, gone in saved.reading.columns.items():
        if name in columns:
            continue
        if (now := _renamed_to(gone, dataset[name], new)) is not None:
            new.remove(now.column)
            columns[name] = now.match
            differences.append(f'"{cells.folded(now.column.header)}" {now.meaning}')
        elif name in dataset.required and not is_makeable(dataset, name):
            return None
        else:
            differences.append(f'"{cells.folded(gone.header)}" is missing')
    columns |= _added(new, columns, dataset)
    why = f'it is like "{saved.name}", which was confirmed before'
    reading = replace(
        saved.reading,
        sheet=table.sheet,
        header_row=table.header_row,
        columns=columns,
        confidence=min([LESS if differences else CERTAIN, *(match.confidence for match in columns.values())]),
        why=f"{why}; here {', '.join(differences)}" if differences else why,
    )
    return replace(reading, personal=_never_kept(table, reading))


@dataclass(frozen=True)
class _Renamed:
    """A new column taken for one that is gone, and what it is taken for in words."""

    column: Column
    match: Match
    meaning: str


def _renamed_to(gone: Match, field: Field, new: Iterable[Column]) -> _Renamed | None:
    """The new column that is most like a gone one, where its cells can be what the field holds."""
    likeness, column = max(
        ((_near(gone.header, column), column) for column in new), key=lambda pair: pair[0], default=(0.0, None)
    )
    if column is None or likeness < NEAR or not fits(field, column):
        return None
    meaning = f'stands for "{cells.folded(gone.header)}"'
    return _Renamed(column, Match(column.header, column.letter, RENAMED * likeness / 100, f"it {meaning}"), meaning)


def _added(new: Iterable[Column], columns: Mapping[str, Match], dataset: Dataset) -> dict[str, Match]:
    """The new columns under our own names for what nobody reads yet: who has added a `vendor` wants it read."""
    own = {plain(field.name): field.name for field in dataset.fields}
    found: dict[str, Match] = {}
    for column in new:
        name = own.get(plain(column.header), "")
        if name and name not in columns and name not in found:
            found[name] = Match(column.header, column.letter, CERTAIN, "our name")
    return found


def _never_kept(table: Table, reading: Reading) -> tuple[str, ...]:
    """The headers whose cells are not kept: those that a person said, and those of people that came since."""
    known = {plain(header) for header in reading.personal}
    by_person = [column.header for column in table.columns if plain(column.header) in known]
    return tuple(dict.fromkeys((*by_person, *personal(table, reading))))


def _under(table: Table, match: Match) -> Column | None:
    """The column under a header; of several the one that stands where it stood."""
    named = [column for column in table.columns if plain(column.header) == plain(match.header)]
    return next((column for column in named if column.letter == match.letter), named[0] if named else None)


def _near(header: str, column: Column) -> float:
    """How much a new header is like a gone one, from 0 to 100."""
    was, now = plain(header), plain(column.header)
    return max(fuzz.ratio(was, now), WITHIN * fuzz.token_set_ratio(was, now)) if len(was) > 2 else 0.0


def _likeness(table: Table, saved: SavedProfile, reading: Reading) -> float:
    """The share of all their headers that a table and a profile have in common; a renamed one is in common."""
    here, there = ({plain(header) for header in headers} for headers in (_headers(table), saved.headers))
    moved = {
        (plain(match.header), plain(saved.reading.columns[name].header))
        for name, match in reading.columns.items()
        if name in saved.reading.columns
    }
    common = (here & there) | {now for now, was in moved if now != was}
    every = (here | there) - {was for now, was in moved if now != was}
    return len(common) / max(1, len(every))


def _headers(table: Table) -> Iterable[str]:
    return (column.header for column in table.columns)
