"""Which dataset and which columns do the names on a sheet speak of? By our own, their synonyms, and near misses whose
cells fit; where a required column has no telling name, by what the cells look like.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz import fuzz, process

from data.reading.table import Column, Table
from data.recognition.mapping import CERTAIN, Match, Reading
from data.recognition.questions import is_makeable
from data.recognition.values import fits
from data.recognition.vocabulary import plain
from data.schema import DATASETS, Dataset

SYNONYM = 0.97
BRACKETED = 0.95  # `Amount (EUR)`, `Seats [paid]`
LOOKS = 0.55  # no name to go by: the cells look right
MOST_BY_LOOKS = 500  # columns among which one without a telling name is looked for; cells of more take seconds to read
NEAR_HEADER = 86.0  # rapidfuzz ratio from which a header is taken for a near miss
UNSURE_DATASET = 0.7
INCOMPLETE_DATASET = 0.6

_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_PERSONAL = re.compile(
    r"\be ?mails?\b|\buser principal name\b|\bupn\b|^(user ?name|user id|display name|login|person ?id)$"
    r"|\b(employee|staff) (name|id|no|number)\b|\b(first|last|full|given|family) name\b|\bsurname\b",
    re.IGNORECASE,
)


def by_names(table: Table, is_period_given: bool) -> Reading | None:
    """The dataset whose names fit the headers best, or nothing where none does."""
    scored = sorted((_scored(table, dataset) for dataset in DATASETS.values()), key=lambda ranked: -ranked[0])
    (score, reading), (second, _) = scored[0], scored[1]
    if reading is None:
        return None
    if reading.confidence == CERTAIN and score - second < 0.1 and plain(table.sheet) not in titles(reading.dataset):
        reading = replace(reading, confidence=UNSURE_DATASET, why=f"{reading.why}, but another dataset is as likely")
    if is_period_given:
        columns = {
            name: match for name, match in reading.columns.items() if (name, match.confidence) != ("period", LOOKS)
        }
        reading = replace(reading, columns=columns)
    if unread_figures(table, reading):
        reading = replace(reading, confidence=INCOMPLETE_DATASET, why="what its figures measure is not said")
    least = min([reading.confidence, *(match.confidence for match in reading.columns.values())])
    return replace(reading, confidence=least, personal=personal(table, reading))


def matched(table: Table, dataset: Dataset) -> dict[str, Match]:
    """The best column for each field, each column once: the surest first. The figures of a sheet with a column per period
    are taken by their looks only for the last required column: what they measure is asked otherwise."""
    candidates = [(match, name) for column in table.columns for name, match in _candidates(column, dataset).items()]
    taken: dict[str, Match] = {}
    letters: set[str] = set()
    for match, name in sorted(candidates, key=lambda candidate: -candidate[0].confidence):
        if name not in taken and match.letter not in letters:
            taken[name] = match
            letters.add(match.letter)
    for name in dataset.required if len(table.columns) <= MOST_BY_LOOKS else ():
        if name not in taken and dataset[name].kind in ("period", "money"):
            is_last = all(other in taken for other in dataset.required if other != name)
            free = [
                column for column in table.columns if column.letter not in letters and (is_last or not column.letters)
            ]
            looks = [column for column in free if fits(dataset[name], column)]
            if len(looks) == 1:
                column = looks[0]
                taken[name] = Match(column.header, column.letter, LOOKS, f"its cells look like a {dataset[name].kind}")
                letters.add(column.letter)
    return taken


def unread_figures(table: Table, reading: Reading) -> bool:
    """Whether a sheet of a column per period is read without any of its figures."""
    taken = {match.letter for match in reading.columns.values()}
    figures = {column.letter for column in table.columns if column.letters}
    return bool(figures) and not figures & taken


def names_a_list(table: Table) -> bool:
    """Whether a table's columns are those of a list as of a day (initiatives, cohorts), which has no periods."""
    for dataset in DATASETS.values():
        wanted = {name for name in dataset.required if not is_makeable(dataset, name)}
        if dataset.replaces == "list" and wanted <= set(matched(table, dataset)):
            return True
    return False


def titles(dataset: str) -> tuple[str, ...]:
    """How a sheet of a dataset may be named."""
    title = plain(DATASETS[dataset].title)
    return (plain(dataset), title, title.removesuffix("s"))


def personal(table: Table, reading: Reading) -> tuple[str, ...]:
    """The headers whose columns are never kept: they say so, or hold e-mail addresses."""
    mapped = {match.letter for match in reading.columns.values()}
    return tuple(
        column.header
        for column in table.columns
        if column.letter not in mapped and (is_personal(column.header) or _holds_addresses(column.values))
    )


def is_personal(header: str) -> bool:
    """Whether a header names people."""
    return _PERSONAL.search(plain(header)) is not None


def _scored(table: Table, dataset: Dataset) -> tuple[float, Reading | None]:
    """How well a dataset fits a table from 0 to 1, and the table read as that dataset."""
    columns = matched(table, dataset)
    if not dataset.is_earned(columns):
        return 0.0, None
    wanted = [name for name in dataset.required if not is_makeable(dataset, name)]
    there = [name for name in wanted if name in columns]
    names_it = _names_it(table.sheet, dataset)
    is_enough = len(columns) >= 2 and len(there) * 2 >= len(wanted) and len(there) > 0
    if dataset.names_people and len(columns) * 2 <= len(table.columns):
        is_enough = False  # a list of people that says more of them is something else
    if not columns or not (is_enough or (names_it == 1 and there)):
        return 0.0, None
    known = sum(match.confidence for match in columns.values()) / len(table.columns)
    score = 0.5 * len(there) / max(1, len(wanted)) + 0.3 * known + 0.2 * names_it
    complete = len(there) == len(wanted)
    confidence = CERTAIN if complete or names_it == 1 else INCOMPLETE_DATASET
    why = "the sheet is named so" if names_it == 1 else f"{len(columns)} of its {len(table.columns)} headers are known"
    return score, Reading(table.sheet, table.header_row, dataset.name, columns, confidence=confidence, why=why)


def _names_it(sheet: str, dataset: Dataset) -> float:
    words = plain(sheet)
    if words in titles(dataset.name):
        return 1.0
    return 0.5 if any(re.search(rf"\b{title}", words) for title in titles(dataset.name)) else 0.0


def _candidates(column: Column, dataset: Dataset) -> dict[str, Match]:
    """The fields a header may name, with how sure and why."""
    names = _names(dataset.name)
    for form, certainty in ((column.header, CERTAIN), (_BRACKETS.sub(" ", column.header), BRACKETED)):
        words = plain(form)
        if words in names:
            return {
                field: Match(column.header, column.letter, min(certainty, confidence), why)
                for field, confidence, why in names[words]
            }
    words = plain(_BRACKETS.sub(" ", column.header))
    near = (
        process.extractOne(words, names.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_HEADER) if len(words) > 4 else None
    )
    if near is None:
        return {}
    confidence = near[1] / 100 * 0.9
    return {
        field: Match(column.header, column.letter, confidence, f'like "{near[0]}"')
        for field, _, _ in names[near[0]]
        if fits(dataset[field], column)
    }


@cache
def _names(dataset: str) -> dict[str, list[tuple[str, float, str]]]:
    """Every word for a column of a dataset -> the fields it may mean."""
    names: dict[str, list[tuple[str, float, str]]] = {}
    for field in DATASETS[dataset].fields:
        for word in dict.fromkeys((plain(field.name), *map(plain, field.synonyms))):
            is_own = word == plain(field.name)
            entry = (
                (field.name, CERTAIN, "our name") if is_own else (field.name, SYNONYM, f"another word for {field.name}")
            )
            names.setdefault(word, []).append(entry)
    return names


def _holds_addresses(values: Sequence[object]) -> bool:
    texts = [value for value in values[:200] if isinstance(value, str)]
    return bool(texts) and sum("@" in text and " " not in text.strip() for text in texts) * 2 > len(texts)
