"""Which dataset is a sheet, which column is which? By our names, their synonyms, near misses, and what the cells look
like; by a built-in profile for known exports; by what a person confirmed for sheets of the same shape.

Nothing is decided here: what comes out is a proposal with its confidence, for a person to confirm or correct.
"""

import json
import re
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from data.mapping import CERTAIN, Mapping, Match, Reading, reading_from_dict, reading_to_dict, shape
from data.profiles import Profile, builtin, find
from data.questions import ask, is_makeable
from data.reading.table import Column, SourceFile, Table
from data.schema import DATASETS, Dataset
from data.template import GUIDE_SHEETS
from data.values import fits
from data.vocabulary import plain

SYNONYM = 0.97
BRACKETED = 0.95  # `Amount (EUR)`, `Seats [paid]`
LOOKS = 0.55  # no name to go by: the cells look right
NEAR_HEADER = 86.0
UNSURE_DATASET = 0.7
INCOMPLETE_DATASET = 0.6

_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_PERSONAL = re.compile(r"\be ?mails?\b|\buser principal name\b|\bupn\b", re.IGNORECASE)


class UnknownProfile(LookupError):
    """There is no profile of that name; the message says which there are."""


def recognise(
    source: SourceFile,
    *,
    kept: Dict[str, str] | None = None,
    profile: str | None = None,
    period: str | None = None,
    fiscal_start: int = 1,
) -> Mapping:
    """How a file seems to be meant. `kept` are the profiles people confirmed, by shape; `period` answers for sheets
    that do not say theirs. Raises UnknownProfile; ValueError where `period` is no period."""
    known = builtin()
    if profile is not None and profile not in known:
        raise UnknownProfile(f"There is no profile {profile!r}. There are: {', '.join(known)}.")
    readings: list[Reading] = []
    left_out = list(source.left_out)
    by_profile = ""
    for table in source.tables:
        if plain(table.sheet).startswith(tuple(map(plain, GUIDE_SHEETS))):
            left_out.append((table.sheet, "explains the template"))
            continue
        export = known[profile] if profile else _export(table, known)
        before = (kept or {}).get(shape(column.header for column in table.columns))
        if before is not None and profile is None and not _is_another(table, before):
            reading, by_profile = _remembered(table, before), export.name if export else by_profile
        elif export is not None:
            reading, by_profile = _by_profile(table, export), export.name
        else:
            reading = _by_names(table, is_period_said=period is not None)
        if reading is None:
            left_out.append((table.sheet, "is not like any dataset"))
            continue
        readings.append(ask(reading, table, source.name, export, period, fiscal_start))
    certain = bool(readings) and all(
        reading.confidence == CERTAIN and not reading.open_questions for reading in readings
    )
    return Mapping(tuple(readings), tuple(left_out), by_profile, is_confirmed=certain)


def given(
    written: Dict[str, object], source: SourceFile, *, period: str | None = None, fiscal_start: int = 1
) -> Mapping:
    """A mapping that a person wrote or corrected, with what it leaves open filled in from the file.

    Raises ValueError where it names a sheet, a dataset or a column that is not there.
    """
    readings = []
    try:
        sheets = [reading_from_dict(sheet) for sheet in written["sheets"]]  # type: ignore[attr-defined]
    except (KeyError, TypeError, AttributeError) as missing:
        raise ValueError(f"The mapping is not of the form that `--format json` prints: {missing}.") from missing
    for reading in sheets:
        meant = [one for one in source.tables if _is_meant(reading, one)]
        table = next((one for one in meant if _has_all(reading, one)), meant[0] if meant else None)
        if table is None:
            raise ValueError(f'The mapping names the sheet "{reading.sheet}", which the file does not have.')
        if reading.dataset not in DATASETS:
            raise ValueError(f'"{reading.dataset}" is not a dataset. There are: {", ".join(DATASETS)}.')
        readings.append(ask(_placed(reading, table), table, source.name, None, period, fiscal_start))
    named = {reading.sheet for reading in readings}
    others = [(table.sheet, "is not in the mapping") for table in source.tables if table.sheet not in named]
    return Mapping(tuple(readings), (*source.left_out, *others), str(written.get("profile", "")), True, True)


def read_as(table: Table, dataset: Dataset) -> Reading:
    """A table read as the dataset a person names."""
    reading = Reading(table.sheet, table.header_row, dataset.name, _matched(table, dataset), why="you said so")
    return replace(reading, personal=_personal(table, reading))


def remembered(reading: Reading) -> str:
    """A confirmed reading as it is kept for the next sheet of its shape: without what belongs to one quarter."""
    plainly = reading_to_dict(reading)
    plainly["answers"] = {
        key: answer for key, answer in reading.answers.items() if key.startswith(("order.", "mark.", "scale."))
    }
    plainly["confidence"] = CERTAIN
    plainly["why"] = "confirmed for an earlier file of the same shape"
    return json.dumps(plainly, ensure_ascii=False, sort_keys=True)


def _export(table: Table, known: Dict[str, Profile]) -> Profile | None:
    headers = [column.header for column in table.columns]
    return next((profile for profile in known.values() if profile.knows(headers)), None)


def _is_another(table: Table, content: str) -> bool:
    """Whether a sheet of the same shape names itself after another dataset."""
    dataset = json.loads(content)["dataset"]
    return any(plain(table.sheet) in _titles(name) for name in DATASETS if name != dataset)


def _remembered(table: Table, content: str) -> Reading | None:
    reading = reading_from_dict(json.loads(content))
    return _placed(replace(reading, sheet=table.sheet, header_row=table.header_row), table)


def _is_meant(reading: Reading, table: Table) -> bool:
    return table.sheet == reading.sheet and reading.header_row in (0, table.header_row)


def _has_all(reading: Reading, table: Table) -> bool:
    headers = {plain(column.header) for column in table.columns}
    return all(plain(match.header) in headers for match in reading.columns.values())


def _placed(reading: Reading, table: Table) -> Reading:
    """The same reading with each column where it stands in this table. Raises ValueError where one is gone."""
    columns = {}
    for name, match in reading.columns.items():
        if name not in DATASETS[reading.dataset]:
            raise ValueError(f'{reading.dataset} has no column "{name}".')
        column = next(
            (one for one in table.columns if plain(one.header) == plain(match.header)),
            next((one for one in table.columns if not match.header and one.letter == match.letter), None),
        )
        if column is None:
            raise ValueError(f'{table.sheet} has no column "{match.header}".')
        columns[name] = replace(match, letter=column.letter, header=column.header)
    return replace(reading, columns=columns, header_row=table.header_row)


def _by_profile(table: Table, export: Profile) -> Reading:
    headers = [column.header for column in table.columns]
    columns = {}
    for name, patterns in export.columns.items():
        found = next((header for pattern in patterns if (header := find(pattern, headers)) is not None), None)
        if found is not None:
            columns[name] = Match(found, table.column(found).letter, SYNONYM, f"known from: {export.title}")
    personal = tuple(header for header in headers if _is_personal(header) or plain(header) in export.personal)
    return Reading(
        table.sheet, table.header_row, export.dataset, columns, personal=personal, rules=export.rules,
        confidence=SYNONYM, why=f"its headers are those of: {export.title}",
    )  # fmt: skip


def _by_names(table: Table, is_period_said: bool) -> Reading | None:
    """The dataset whose names fit the headers best, or nothing where none does."""
    scored = sorted((_scored(table, dataset) for dataset in DATASETS.values()), key=lambda one: -one[0])
    (score, reading), (second, _) = scored[0], scored[1]
    if reading is None:
        return None
    if reading.confidence == CERTAIN and score - second < 0.1 and plain(table.sheet) not in _titles(reading.dataset):
        reading = replace(reading, confidence=UNSURE_DATASET, why=f"{reading.why}, but another dataset is as likely")
    if is_period_said:
        columns = {
            name: match for name, match in reading.columns.items() if (name, match.confidence) != ("period", LOOKS)
        }
        reading = replace(reading, columns=columns)
    least = min([reading.confidence, *(match.confidence for match in reading.columns.values())])
    return replace(reading, confidence=least, personal=_personal(table, reading))


def _scored(table: Table, dataset: Dataset) -> tuple[float, Reading | None]:
    """How well a dataset fits a table from 0 to 1, and the table read as that dataset."""
    columns = _matched(table, dataset)
    wanted = [name for name in dataset.required if not is_makeable(dataset, name)]
    there = [name for name in wanted if name in columns]
    names_it = _names_it(table.sheet, dataset)
    is_enough = len(columns) >= 2 and len(there) * 2 >= len(wanted) and len(there) > 0
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
    if words in _titles(dataset.name):
        return 1.0
    return 0.5 if any(re.search(rf"\b{title}", words) for title in _titles(dataset.name)) else 0.0


def _titles(dataset: str) -> tuple[str, ...]:
    title = plain(DATASETS[dataset].title)
    return (plain(dataset), title, title.removesuffix("s"))


def _matched(table: Table, dataset: Dataset) -> dict[str, Match]:
    """The best column for each field, each column once: the surest first."""
    candidates = [
        (match, name)
        for column in table.columns
        for name, match in _candidates(column, dataset).items()
    ]  # fmt: skip
    taken: dict[str, Match] = {}
    letters: set[str] = set()
    for match, name in sorted(candidates, key=lambda one: -one[0].confidence):
        if name not in taken and match.letter not in letters:
            taken[name] = match
            letters.add(match.letter)
    for name in dataset.required:
        if name not in taken and dataset[name].kind in ("period", "money"):
            looks = [column for column in table.columns if column.letter not in letters and fits(dataset[name], column)]
            if len(looks) == 1:
                column = looks[0]
                taken[name] = Match(column.header, column.letter, LOOKS, f"its cells look like a {dataset[name].kind}")
                letters.add(column.letter)
    return taken


def _candidates(column: Column, dataset: Dataset) -> dict[str, Match]:
    """The fields a header may name, with how sure and why."""
    names = _names(dataset)
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


def _names(dataset: Dataset) -> dict[str, list[tuple[str, float, str]]]:
    """Every word for a column of a dataset -> the fields it may mean."""
    names: dict[str, list[tuple[str, float, str]]] = {}
    for field in dataset.fields:
        for word in dict.fromkeys((plain(field.name), *map(plain, field.synonyms))):
            is_own = word == plain(field.name)
            entry = (
                (field.name, CERTAIN, "our name") if is_own else (field.name, SYNONYM, f"another word for {field.name}")
            )
            names.setdefault(word, []).append(entry)
    return names


def _personal(table: Table, reading: Reading) -> tuple[str, ...]:
    mapped = {match.letter for match in reading.columns.values()}
    return tuple(
        column.header
        for column in table.columns
        if column.letter not in mapped and (_is_personal(column.header) or _holds_addresses(column.values))
    )


def _is_personal(header: str) -> bool:
    return _PERSONAL.search(plain(header)) is not None


def _holds_addresses(values: Sequence[object]) -> bool:
    texts = [value for value in values[:200] if isinstance(value, str)]
    return bool(texts) and sum("@" in text and " " not in text.strip() for text in texts) * 2 > len(texts)
