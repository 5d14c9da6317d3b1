"""Which dataset is a sheet, which column is which? By our names, their synonyms, near misses, and what the cells look
like; by a built-in profile for known exports; by the profile a person confirmed for the sheets nearest to it.

Nothing is decided here: what comes out is a proposal with its confidence, for a person to confirm or correct.
"""

from collections.abc import Mapping
from dataclasses import replace

from data.reading.table import SourceFile, Table
from data.recognition.mapping import CERTAIN, FileMapping, Match, Reading, reading_from_dict
from data.recognition.names import SYNONYM, by_names, is_personal, matched, personal
from data.recognition.profiles import Profile, export_of, named
from data.recognition.questions import ask
from data.recognition.saved_profile import nearest
from data.recognition.vocabulary import plain
from data.schema import DATASETS, Dataset
from data.workbooks.template import GUIDE_SHEETS


def recognise(
    source: SourceFile,
    *,
    saved: Mapping[str, str] | None = None,
    profile: str | None = None,
    period: str | None = None,
    fiscal_start: int = 1,
) -> FileMapping:
    """How a file seems to be meant. `saved` are the profiles people confirmed, by shape; `period` answers for sheets
    that do not say theirs. Raises UnknownProfile; ValueError where `period` is no period."""
    given_profile = _row_by_row(named(profile)) if profile else None
    readings: list[Reading] = []
    left_out = list(source.left_out)
    profiles: list[str] = []
    for table in source.tables:
        if plain(table.sheet).startswith(tuple(map(plain, GUIDE_SHEETS))):
            left_out.append((table.sheet, "explains the template"))
            continue
        if table.made_by:
            made_by = named(table.made_by)
            readings.append(ask(_rolled_up(table, made_by), table, source.name, made_by, period, fiscal_start))
            profiles.append(made_by.name)
            continue
        export = given_profile or _row_by_row(export_of(column.header for column in table.columns))
        reading = nearest(table, saved or {}) if profile is None else None
        if reading is None and export is not None:
            reading = _by_profile(table, export)
        elif reading is None:
            reading = by_names(table, is_period_given=period is not None)
        if reading is None:
            left_out.append((table.sheet, "is not like any dataset"))
            continue
        readings.append(ask(reading, table, source.name, export, period, fiscal_start))
        profiles.append(export.name if export else "")
    certain = bool(readings) and all(
        reading.confidence == CERTAIN and not reading.open_questions for reading in readings
    )
    # An export pasted beside sheets that people fill in is one of their sheets: its rows come with theirs.
    by_profile = profiles[0] if profiles and all(profiles) else ""
    return FileMapping(tuple(readings), tuple(left_out), by_profile, is_confirmed=certain)


def given(
    written: Mapping[str, object], source: SourceFile, *, period: str | None = None, fiscal_start: int = 1
) -> FileMapping:
    """A mapping that a person wrote or corrected, with what it leaves open filled in from the file.

    Raises ValueError where it names a sheet, a dataset or a column that is not there.
    """
    readings = []
    try:
        sheets = [reading_from_dict(sheet) for sheet in written["sheets"]]  # type: ignore[attr-defined]
    except (KeyError, TypeError, AttributeError) as missing:
        raise ValueError(f"The mapping is not of the form that `--format json` prints: {missing}.") from missing
    for reading in sheets:
        meant = [candidate for candidate in source.tables if _is_meant(reading, candidate)]
        table = next((candidate for candidate in meant if _has_all(reading, candidate)), meant[0] if meant else None)
        if table is None:
            raise ValueError(f'The mapping names the sheet "{reading.sheet}", which the file does not have.')
        if reading.dataset not in DATASETS:
            raise ValueError(f'"{reading.dataset}" is not a dataset. There are: {", ".join(DATASETS)}.')
        readings.append(ask(_placed(reading, table), table, source.name, None, period, fiscal_start))
    named = {reading.sheet for reading in readings}
    others = [(table.sheet, "is not in the mapping") for table in source.tables if table.sheet not in named]
    return FileMapping(tuple(readings), (*source.left_out, *others), str(written.get("profile", "")), True, True)


def read_as(table: Table, dataset: Dataset) -> Reading:
    """A table read as the dataset a person names."""
    reading = Reading(table.sheet, table.header_row, dataset.name, matched(table, dataset), why="you said so")
    return replace(reading, personal=personal(table, reading))


def _is_meant(reading: Reading, table: Table) -> bool:
    is_there = table.sheet == reading.sheet and reading.header_row in (0, table.header_row)
    return is_there and table.dataset in ("", reading.dataset)


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
            (candidate for candidate in table.columns if plain(candidate.header) == plain(match.header)),
            next(
                (candidate for candidate in table.columns if not match.header and candidate.letter == match.letter),
                None,
            ),
        )
        if column is None:
            raise ValueError(f'{table.sheet} has no column "{match.header}".')
        columns[name] = replace(match, letter=column.letter, header=column.header)
    return replace(reading, columns=columns, header_row=table.header_row)


def _row_by_row(export: Profile | None) -> Profile | None:
    """An export whose rows are rows of one of our datasets; those that are rolled up were so before."""
    return export if export and export.dataset else None


def _rolled_up(table: Table, export: Profile) -> Reading:
    why = f"rolled up from: {export.title}"
    known = [column for column in table.columns if column.header in DATASETS[table.dataset]]
    columns = {column.header: Match(column.header, column.letter, SYNONYM, why) for column in known}
    return Reading(table.sheet, table.header_row, table.dataset, columns, confidence=SYNONYM, why=why)


def _by_profile(table: Table, export: Profile) -> Reading:
    headers = [column.header for column in table.columns]
    columns = {}
    for name in export.columns:
        found = export.header(name, headers)
        if found is not None:
            columns[name] = Match(found, table.column(found).letter, SYNONYM, f"known from: {export.title}")
    never_kept = tuple(header for header in headers if is_personal(header) or plain(header) in export.personal)
    return Reading(
        table.sheet,
        table.header_row,
        export.dataset,
        columns,
        personal=never_kept,
        rules=export.rules,
        confidence=SYNONYM,
        why=f"its headers are those of: {export.title}",
    )
