"""One upload from bytes to a version: read, recognised, checked, compared, and stored when a person says so.

prepared = prepare(content, "q3.xlsx", store, today=today)
added = accept(confirmed(prepared), store, author="Ada", at=now)
"""

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from data.check.check import Counts, check
from data.check.reference import reference_of
from data.ingest import fingerprint
from data.ingest.compare import Comparison, compare
from data.ingest.corrections import corrected, made_in
from data.problems import Problem, errors
from data.reading import Progress, SourceFile, read_file
from data.reading.table import Table
from data.recognition.mapping import CERTAIN, FileMapping, Reading
from data.recognition.names import is_personal, titles
from data.recognition.profiles import builtin
from data.recognition.recognise import given, recognise
from data.recognition.roll_up import Known, rolled_up
from data.recognition.saved_profile import lasting, text, to_save
from data.recognition.unpivot import long
from data.recognition.values import holds_mail, without_mail
from data.recognition.vocabulary import plain
from data.schema import DATASETS
from data.store import Added, Store, Upload
from data.store.disk_space import demand_room
from data.store.opening import path_of
from data.store.upload import TEMPLATE_FEED, Emptied
from data.workbooks.marked import without_marks

__all__ = [
    "NeedsConfirmation",
    "Prepared",
    "Stopped",
    "accept",
    "confirmed",
    "prepare",
    "prepare_tables",
]


COPIES = 3  # of an upload's bytes on the disk while it is stored: in the log, in the file, and room for its pages
NO_ROWS = Problem(None, "error", "There is no row to store.", "Fill in at least one row of one sheet.", "no_rows")


class Stopped(Exception):
    """Nothing was stored: `problems` are the errors that stand."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems keep rows out.")
        self.problems = problems


class NeedsConfirmation(Exception):
    """Nothing was stored: what the columns mean was proposed, and nobody confirmed it."""


@dataclass(frozen=True, kw_only=True)
class UploadedFile:
    """A file on its way in: its bytes, the file as it was read, the cells a person `corrected` in it, by address, as typed;
    the tables that are checked, corrected and rolled up; the fingerprint by which the store knows it."""

    content: bytes
    as_read: SourceFile
    corrected: Mapping[str, str]
    source: SourceFile
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A file ready to be accepted, or with all that is wrong with it. Nothing is stored yet.

    `rows` are those that can be stored, by dataset; `counts` per dataset what was read, stored and left out;
    `already_stored` the version that this very file is; `emptied` what it lacks that is to stand no more.
    """

    file: UploadedFile
    mapping: FileMapping
    feed: str
    rows: Mapping[str, pa.Table]
    problems: tuple[Problem, ...]
    counts: Counts
    already_stored: int | None
    emptied: tuple[Emptied, ...]
    comparison: Comparison

    @property
    def needs_confirmation(self) -> bool:
        return not self.mapping.is_confirmed

    @property
    def errors(self) -> tuple[Problem, ...]:
        return errors(self.problems)

    @property
    def stored_rows(self) -> int:
        """How many rows would be stored."""
        return sum(rows.num_rows for rows in self.rows.values())

    def upload(self, author: str, at: dt.datetime, note: str = "") -> Upload:
        """What is handed to the store. A file with personal columns or an e-mail address is not kept itself, only its
        hash."""
        source = self.file.source
        is_personal = source.holds_people or any(self._holds_people(table) for table in source.tables)
        is_personal = is_personal or any(map(_holds_addresses, self.file.as_read.tables))
        return Upload(
            file_name=without_mail(source.name),
            sha256=self.file.fingerprint,
            content=b"" if is_personal else self.file.content,
            feed=self.feed,
            rows=self.rows,
            author=author,
            created_at=at,
            note=note,
            counts=self.counts,
            emptied=self.emptied,
        )

    def _holds_people(self, table: Table) -> bool:
        """Whether a table names people, be it read or left out."""
        readings = [reading for reading in self.mapping.readings if reading.is_of(table)]
        if readings:
            return any(reading.holds_people(table) for reading in readings)
        is_list = any(DATASETS[name].names_people and plain(table.sheet) in titles(name) for name in DATASETS)
        return len(table) > 0 and (is_list or any(is_personal(column.header) for column in table.columns))


def prepare(
    content: bytes,
    name: str,
    store: Store,
    *,
    today: dt.date,
    period: str | None = None,
    profile: str | None = None,
    mapping: Mapping[str, object] | None = None,
    feed: str | None = None,
    corrections: Mapping[str, str] | None = None,
    emptied: Sequence[Emptied] = (),
    progress: Callable[[Progress], None] | None = None,
) -> Prepared:
    """A file read, recognised, checked and compared with what stands.

    `period` answers for sheets that do not say theirs; `profile` names a built-in one; `mapping` is what a person wrote
    or corrected; `corrections` are cells as a person typed them: `{"Spend!C14": "1200"}`; `emptied` are
    parts the file lacks that are to stand no more. `progress` hears how far it is: while the file is read, then before
    each phase after that. Raises UnreadableFile; UnknownProfile or ValueError where what was said does not fit the file.
    """
    started = time.monotonic()
    source = read_file(content, name, progress)
    rows = sum(len(table) for table in source.tables)

    def phase(called: str) -> None:
        if progress:
            progress(Progress(called, len(content), rows, time.monotonic() - started))

    return prepare_tables(
        source,
        store,
        today=today,
        content=content,
        period=period,
        profile=profile,
        mapping=mapping,
        feed=feed,
        corrections=corrections,
        emptied=emptied,
        phase=phase,
    )


def prepare_tables(
    as_read: SourceFile,
    store: Store,
    *,
    today: dt.date,
    content: bytes = b"",
    period: str | None = None,
    profile: str | None = None,
    mapping: Mapping[str, object] | None = None,
    feed: str | None = None,
    corrections: Mapping[str, str] | None = None,
    emptied: Sequence[Emptied] = (),
    comparing: bool = True,
    phase: Callable[[str], None] = lambda called: None,
) -> Prepared:
    """The same for a file that was read already. `phase` hears what comes next: recognising, checking, comparing."""
    phase("recognising")
    fiscal_start = store.fiscal_start
    typed = corrected(without_marks(as_read), corrections or {})
    made = made_in(typed)
    turned = typed if profile else long(typed, fiscal_start)
    source = rolled_up(turned, _known(store), profile)
    if mapping is not None:
        proposed = given(mapping, source, period=period, fiscal_start=fiscal_start)
    else:
        proposed = recognise(source, saved=store.profiles(), profile=profile, period=period, fiscal_start=fiscal_start)
    feed = feed or (builtin()[proposed.profile].feed if proposed.profile in builtin() else TEMPLATE_FEED)
    phase("checking")
    checked = check(source, proposed.confirmed(), reference_of(store, feed), today, lambda: phase("checking"))
    rows = {name: table for name, table in checked.rows.items() if table.num_rows}
    problems = checked.problems if rows or errors(checked.problems) else (*checked.problems, NO_ROWS)
    name = fingerprint.known_as(source, made, store)
    before, replaced = fingerprint.superseded(store, name, feed)
    if before is not None:
        problems = (*problems, fingerprint.superseding_note(before))
    if any(DATASETS[dataset].names_people for dataset in rows):
        problems = (*problems, *fingerprint.waiting(store))
    prepared = Prepared(
        file=UploadedFile(content=content, as_read=as_read, corrected=made, source=source, fingerprint=name),
        mapping=proposed,
        feed=feed,
        rows=rows,
        problems=problems,
        counts=checked.counts,
        already_stored=store.find(name),
        emptied=(*emptied, *replaced),
        comparison=Comparison(),
    )
    if not comparing or not rows or prepared.already_stored is not None:
        return prepared
    phase("comparing")
    comparison = compare(store, prepared.upload("", dt.datetime.combine(today, dt.time())))
    return replace(prepared, comparison=comparison, problems=(*prepared.problems, *comparison.problems))


def _holds_addresses(table: Table) -> bool:
    """Whether an e-mail address stands in a table, or above or below it."""
    texts = (table.sheet, *table.notes, *(column.header for column in table.columns))
    return any(map(holds_mail, texts)) or any(holds_mail(cell) for column in table.columns for cell in column.values)


def _known(store: Store) -> Known:
    salt, units = store.known_units()
    return Known(store.fiscal_start, store.smallest_group, salt, units)


def confirmed(prepared: Prepared) -> Prepared:
    """The same file with what was proposed confirmed by a person."""
    return replace(prepared, mapping=prepared.mapping.confirmed())


def accept(
    prepared: Prepared, store: Store, author: str, at: dt.datetime, note: str = "", *, accept_valid: bool = False
) -> Added:
    """Store a prepared file as the next version, and keep how its sheets are read for the next of their shape.

    Raises NeedsConfirmation; Stopped where errors stand, unless `accept_valid` says to go on without their rows; NoRoom
    where the disk is too full to store it.
    """
    if prepared.already_stored is not None:
        return Added(prepared.already_stored, already_stored=True)
    if prepared.errors and not (accept_valid and prepared.stored_rows):
        raise Stopped(prepared.errors)
    if prepared.needs_confirmation:
        raise NeedsConfirmation(f"{prepared.file.source.name} is read in a way that nobody confirmed.")
    upload = prepared.upload(author, at, note)
    _demand_room(upload, store)
    added = store.add(upload)
    _keep(prepared, store, added.version, author, at)
    return added


def _demand_room(upload: Upload, store: Store) -> None:
    """Raise NoRoom where the disk may fill up while an upload is stored, which shuts the store for everybody."""
    path = path_of(store.url)
    if path is not None:
        size = len(upload.content) + sum(rows.nbytes for rows in upload.rows.values())
        demand_room(path.parent, COPIES * size, "Storing this file")


def _keep(prepared: Prepared, store: Store, version: int, author: str, at: dt.datetime) -> None:
    """Remember each reading that a person confirmed or wrote, and on which upload, so that it can be purged with it; our
    own names need no remembering."""
    plainly = recognise(prepared.file.source, fiscal_start=store.fiscal_start) if prepared.mapping.is_given else None
    for reading in prepared.mapping.readings:
        table = next(table for table in prepared.file.source.tables if reading.is_of(table))
        was_asked = reading.confidence < CERTAIN if plainly is None else not _is_of_our_names(reading, plainly)
        if table.made_by or not was_asked:
            continue
        made = to_save(
            table, reading, prepared.file.source.name, store.profiles(), author, at.isoformat(" ", "seconds")
        )
        if made is not None:
            store.save_profile(made.shape, text(made), version)


def _is_of_our_names(reading: Reading, plainly: FileMapping) -> bool:
    """Whether a reading that a person wrote says no more than our own names do."""
    return any(
        (own.sheet, own.header_row, own.dataset, own.confidence)
        == (reading.sheet, reading.header_row, reading.dataset, CERTAIN)
        and {name: match.letter for name, match in own.columns.items()}
        == {name: match.letter for name, match in reading.columns.items()}
        and (own.values, lasting(own.answers)) == (reading.values, lasting(reading.answers))
        for own in plainly.readings
    )
