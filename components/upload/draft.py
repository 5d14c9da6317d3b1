"""A file that waits in its sender's session: how they say it is read, what they corrected, what it would do. A composition
root of the app, as `components.upload.flow`, which draws it.
"""

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import deepcopy
from dataclasses import astuple, dataclass, field, replace
from typing import TypedDict, TypeVar, Unpack, cast

from components.stores import Opened
from components.text import format
from components.upload.cell_corrections import BadCell
from components.upload.diff_preview import Stay
from components.upload.mapping_editor import FileReading, Offer, RolledUp, SheetReading, UploadedTable
from data.ingest.upload import Prepared, prepare_tables
from data.problems import worst_first
from data.reading import cells
from data.reading.table import Cell, CellError, Column, SourceFile, Table
from data.recognition.mapping import CERTAIN, Reading, reading_to_dict
from data.recognition.profiles import builtin, named
from data.recognition.questions import is_makeable
from data.recognition.vocabulary import plain
from data.schema import DATASETS
from data.store import Store
from data.store.upload import TEMPLATE_FEED, Emptied
from data.workbooks.template import GUIDE_SHEETS
from queries import METRICS, Row, resolve, total

SHOWN = ("spend", "risk_adjusted_value", "live_share")  # figures that are shown as they stand and as they would
Move = tuple[str, str, Row | None, Row | None]
"""A figure's title, unit, and its rows before and after."""

LOOKED_AT = 400  # rows of a column, for examples of what stands in it
EXAMPLES = 3

OFFERS = {
    name: Offer(
        title=dataset.title,
        meanings={field.name: field.meaning for field in dataset.fields},
        required=dataset.required,
        allowed={
            field.name: ("yes", "no") if field.kind == "yes_no" else field.choices
            for field in dataset.fields
            if field.choices or field.kind == "yes_no"
        },
    )
    for name, dataset in DATASETS.items()
}


Made = TypeVar("Made")


class Changes(TypedDict, total=False):
    """What a sender says of a file otherwise than it was proposed."""

    mapping: FileReading
    corrections: Mapping[str, str]
    feed: str
    emptied: frozenset[Stay]


@dataclass(frozen=True)
class Draft:
    """A file in a visitor's session, `name` being this very one among all that they drop.

    `mapping` is what they wrote of how it is read, None while it is as proposed; `corrections` cells as they typed
    them; `feed` where its rows come from, None while that is as proposed; `emptied` what they ticked of what it lacks.
    `turn` counts how often its sheets were read anew. `bad` are the cells that something is wrong with or was, `staying`
    what it lacks; `cache` what was worked out of it once.
    """

    name: str
    prepared: Prepared
    mapping: FileReading | None = None
    corrections: Mapping[str, str] = field(default_factory=dict)
    feed: str | None = None
    emptied: frozenset[Stay] = frozenset()
    turn: int = 0
    bad: Mapping[str, BadCell] = field(default_factory=dict)
    staying: tuple[Stay, ...] = ()
    cache: dict[Hashable, object] = field(default_factory=dict)

    def again(self, store: Store, phase: Callable[[str], None], **changes: Unpack[Changes]) -> "Draft":
        """The same file checked and compared anew, as they say it is: `mapping`, `corrections`, `feed` or `emptied`. Raises
        ValueError where that does not fit it."""
        is_read_anew = bool({"mapping", "feed"} & set(changes))
        now = replace(self, cache={}, turn=self.turn + is_read_anew, **changes)
        now = replace(now, emptied=frozenset(), bad={}, staying=()) if is_read_anew else now
        prepared = prepare_tables(
            self.prepared.file.as_read,
            store,
            today=dt.date.today(),
            content=self.prepared.file.content,
            mapping=deepcopy(now.mapping),
            corrections=now.corrections,
            feed=now.feed,
            phase=phase,
            emptied=[Emptied(*astuple(stay)) for stay in now.emptied],
        )
        return replace(
            now, prepared=prepared, bad=bad_cells(prepared, now.bad), staying=_staying(prepared, now.staying)
        )

    def reading(self, table: Table) -> Reading | None:
        """How a table is read; None where it is left out."""
        return next((reading for reading in self.prepared.mapping.readings if reading.is_of(table)), None)

    def is_clear(self, at: int) -> bool:
        """Whether a table leaves nothing open: every name and value is our own, or was confirmed before."""
        table = self.prepared.file.source.tables[at]
        reading = self.reading(table)
        if reading is None or table.made_by or reading.questions or reading.confidence < CERTAIN:
            return False
        dataset = DATASETS[reading.dataset]
        is_whole = all(name in reading.columns or is_makeable(dataset, name) for name in dataset.required)
        return is_whole and not any(meaning is None for known in reading.values.values() for meaning in known.values())

    def empty_sheets(self) -> list[str]:
        """The sheets that hold no row and leave nothing open."""
        tables = self.prepared.file.source.tables
        return [
            table.sheet
            for at, table in enumerate(tables)
            if not len(table) and not is_guide(table) and self.is_clear(at)
        ]

    def as_proposed(self, at: int) -> SheetReading:
        """How a table is read, as its widgets would give it back untouched."""
        table = self.prepared.file.source.tables[at]
        return sheet_reading(
            next(reading for reading in self.prepared.mapping.confirmed().readings if reading.is_of(table))
        )

    def table(self, at: int) -> UploadedTable:
        """A table of the file with a few values of each column."""
        table = self.prepared.file.source.tables[at]
        return self._once(
            ("table", at),
            lambda: UploadedTable(
                table.sheet,
                table.header_row,
                len(table),
                tuple((column.letter, column.header, _examples(column)) for column in table.columns),
            ),
        )

    def counts(self, at: int, letter: str) -> Counter[str]:
        """How often each text stands in a column of a table."""
        table = self.prepared.file.source.tables[at]
        column = next(column for column in table.columns if column.letter == letter)
        return self._once(
            ("counts", at, letter), lambda: Counter(text for text in map(_text, column.values) if text is not None)
        )

    def locked(self, store: Store) -> tuple[str, ...]:
        """The locked periods that it would change."""
        upload = self.prepared.upload("", dt.datetime.now())
        return self._once(("locked", store.latest), lambda: store.locked_by(upload))

    def moves(self, company: Opened) -> list[Move]:
        """The headline figures as they stand and as they would."""
        return self._once(("moves", company.latest), lambda: _before_and_after(company, self.prepared))

    def _once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        if key not in self.cache:
            self.cache[key] = make()
        return cast(Made, self.cache[key])


def new_draft(name: str, prepared: Prepared) -> Draft:
    """A file that was just read."""
    return Draft(name, prepared, bad=bad_cells(prepared, {}), staying=_staying(prepared, ()))


def is_guide(table: Table) -> bool:
    """Whether a table only explains our template."""
    return plain(table.sheet).startswith(tuple(map(plain, GUIDE_SHEETS)))


def rolled_up(table: Table) -> RolledUp:
    """What an export became, in plain values."""
    rows = {
        column.header: column.values for column in table.columns if any(value is not None for value in column.values)
    }
    out = sum(count for count, _ in table.left_out)
    return RolledUp(
        title=named(table.made_by).title,
        dataset=table.dataset,
        read=table.lines_read,
        used=table.lines_read - out,
        made=len(table),
        left_out=tuple(table.left_out),
        columns=rows,
    )


def sheet_reading(reading: Reading) -> SheetReading:
    """How a sheet is read, as the page's widgets take it and give it back."""
    return cast(SheetReading, reading_to_dict(reading))


def proposed(prepared: Prepared) -> FileReading:
    """The mapping as the page's widgets would give it back untouched."""
    sheets = [sheet_reading(reading) for reading in prepared.mapping.confirmed().readings]
    return {"profile": prepared.mapping.profile, "sheets": sheets}


def decides(mapping: FileReading) -> list[object]:
    """What of a mapping decides how the file is read."""
    return [
        (
            sheet["sheet"],
            sheet["header_row"],
            sheet["dataset"],
            {name: match["letter"] for name, match in sheet["columns"].items()},
            sheet["values"],
            sheet["answers"],
            sorted(sheet["personal"]),
        )
        for sheet in mapping["sheets"]
    ]


def columns_asked(prepared: Prepared) -> frozenset[str]:
    """The columns of which is asked how they are written, day or month first, which mark the decimals have: `Spend!A`."""
    return frozenset(
        f"{reading.sheet}!{reading.columns[name].letter}"
        for reading in prepared.mapping.readings
        for kind, _, name in (question.key.partition(".") for question in reading.questions)
        if kind in ("order", "mark") and name in reading.columns
    )


def bad_cells(prepared: Prepared, known: Mapping[str, BadCell]) -> dict[str, BadCell]:
    """The cells that something is wrong with, errors first, after those `known` before, which may be put right by now.

    A value nobody has said the meaning of is none of them: that is said once for all its cells.
    """
    made = {table.sheet for table in prepared.file.source.tables if table.dataset}
    says: dict[str, list[str]] = {}
    for problem in sorted(prepared.problems, key=worst_first):
        if problem.severity == "note":
            continue
        if problem.cell and (problem.rule == "left_out_cell" or _sheet_of(problem.cell) not in made):
            says.setdefault(problem.cell, []).append(problem.says)
    found = {cell: replace(known_cell, says=" ".join(says.pop(cell, ()))) for cell, known_cell in known.items()}
    texts = _positions(prepared.file.as_read, list(says)) if says else {}
    unclear = _unclear(prepared)
    return found | {
        cell: BadCell(cell, texts[cell], " ".join(says[cell]))
        for cell in says
        if cell in texts and (cell.rstrip("0123456789"), texts[cell]) not in unclear
    }


def feeds(store: Store, now: str) -> dict[str, str]:
    """The sources that rows can come from, by their name in words: what people fill in, those with rows, and this one."""
    used = [entry.feed for entry in store.versions() if entry.kind == "upload" and not entry.is_withdrawn]
    listed = dict.fromkeys([TEMPLATE_FEED, *used, now])
    names = {feed: source_name(feed) for feed in listed if feed}
    return {feed: f"{name[:1].upper()}{name[1:]}" for feed, name in names.items()}


def source_name(feed: str) -> str:
    """Where rows come from, in words: sheets that people fill in; an export by its title."""
    return next((profile.title for profile in builtin().values() if profile.feed == feed), format.source(feed))


def _staying(prepared: Prepared, known: Sequence[Stay]) -> tuple[Stay, ...]:
    """What the file lacks, after what was `known` to be lacking: it stays listed once it is ticked to be emptied."""
    found = [astuple(gone.emptied) for gone in prepared.comparison.staying]
    return tuple(dict.fromkeys([*known, *(Stay(*stay) for stay in found)]))


def _unclear(prepared: Prepared) -> set[tuple[str, str]]:
    """The values whose meaning nobody has said: the sheet with the column (`Pilots!C`), and the value."""
    return {
        (f"{reading.sheet}!{reading.columns[name].letter}", written)
        for reading in prepared.mapping.readings
        for name, known in reading.values.items()
        for written, meaning in known.items()
        if meaning is None and name in reading.columns
    }


def _positions(source: SourceFile, listed: Sequence[str]) -> dict[str, str]:
    """What stands in each of these cells, of those that are cells of a table's rows."""
    found = {}
    for cell in listed:
        sheet, _, place = cell.rpartition("!")
        letter, row = place.rstrip("0123456789"), int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
        for table in source.tables:
            column = next((column for column in table.columns if column.letter == letter), None)
            at = bisect_left(table.rows, row)
            if table.sheet == sheet and column is not None and at < len(table) and table.rows[at] == row:
                found[cell] = _text(column.values[at]) or ""
    return found


def _sheet_of(cell: str) -> str:
    return cell.rpartition("!")[0]


def _examples(column: Column) -> str:
    """The first few different things that stand in a column."""
    texts = (_text(value) for value in column.values[:LOOKED_AT])
    some = list(dict.fromkeys(format.shorten(text, 40) for text in texts if text))[:EXAMPLES]
    return format.DOT.join(some)


def _text(value: Cell) -> str | None:
    return value.code if isinstance(value, CellError) else cells.text(value)


def _before_and_after(company: Opened, prepared: Prepared) -> list[Move]:
    connection = company.store.connection
    candidate = company.store.propose(prepared.upload("", dt.datetime.now()))
    try:
        before = company.book(resolve(connection))
        after = before.at(resolve(connection, candidate=candidate))
        return [
            (
                METRICS[name].title,
                METRICS[name].unit,
                total(before, METRICS[name]).last,
                total(after, METRICS[name]).last,
            )
            for name in SHOWN
        ]
    finally:
        company.store.discard(candidate)
