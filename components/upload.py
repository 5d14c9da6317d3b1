"""From a dropped file to an accepted version: read, shown, corrected, compared, stored. A composition root of the app.

A visitor's file waits in their session until they accept it or let it go; the store hears of it only then.
"""

import datetime as dt
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components import arrival, opening, words
from components.arrival import Arrived, Offer
from components.page import Page
from components.session import leading
from data.problems import Problem, UnreadableFile
from data.reading import Progress, cells
from data.reading.table import CellError, Column, Table
from data.recognise.mapping import CERTAIN, Reading, reading_to_dict
from data.recognise.recognise import read_as
from data.report import report
from data.schema import DATASETS
from data.store import Store
from data.upload import Prepared, accept, confirmed, prepare, prepare_tables
from queries import METRICS, Book, Row, resolve, total

AUTHOR = "local admin"
HEADLINE = ("spend", "risk_adjusted_value", "live_share")
Move = tuple[str, str, Row | None, Row | None]
"""A figure's title, unit, and its rows before and after."""

ENDINGS = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt"]
AFTERWARDS = {"board": "See the board", "return": "Return", "funnel": "Funnel", "registry": "Registry"}
LEAVE_OUT = "Leave this sheet out"
_WAITING, _DONE, _ROUND = "upload.waiting", "upload.done", "upload.round"

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


@dataclass
class Waiting:
    """A file in a visitor's session. `corrected` is the mapping they wrote, None while it is as proposed; `headline`
    the figures before and after, with the version they were worked out against."""

    name: str
    prepared: Prepared
    corrected: dict[str, Any] | None = None
    headline: tuple[int, list[Move]] | None = None


@dataclass(frozen=True)
class Upload:
    """What the page shows: a file that waits, one that could not be read, or neither."""

    page: Page
    store: Store
    waiting: Waiting | None = None
    unreadable: Problem | None = None

    def finding(self) -> str:
        """The page's headline: what arrived and how it stands."""
        if self.unreadable is not None:
            return "The file could not be read; nothing was stored"
        if self.waiting is None:
            done = st.session_state.get(_DONE)
            return done or "Drop a workbook or an export: nothing is stored before you accept it"
        prepared = self.waiting.prepared
        rows = words.plural(prepared.stored_rows, "row")
        if prepared.already_stored is not None:
            return f"This very file is version {prepared.already_stored} already"
        if prepared.errors:
            return f"{words.plural(len(prepared.errors), 'error')} to put right; {rows} could be stored without them"
        return f"Ready to be stored: {_in_datasets(prepared)}"

    def recognised(self) -> None:
        """What each sheet was taken for, with what it leaves open asked and everything open to correction."""
        if self.unreadable is not None:
            st.error(words.plain(f"{self.unreadable.says} {self.unreadable.remedy}"))
        if self.waiting is None:
            return
        self.page.heading("What was recognised")
        tables = self.waiting.prepared.source.tables
        sheets: list[dict[str, Any]] = []
        for at, table in enumerate(tables):
            sheet = self._sheet(table, f"{self.waiting.prepared.source.sha256[:12]}-{at}")
            sheets += [sheet] if sheet is not None else []
        for name, why in self.waiting.prepared.source.left_out:
            self.page.note(f'"{name}" is left out: {why}')
        wanted = {"profile": self.waiting.prepared.mapping.profile, "sheets": sheets}
        if _readable(wanted) != _readable(self.waiting.corrected or _proposed(self.waiting.prepared)):
            self._read_again(wanted)

    def problems(self) -> None:
        """What is wrong with it."""
        if self.waiting is not None:
            told = self._report(self.waiting.prepared)
            self.page.heading(arrival.verdict(told))
            arrival.problems(told)

    def changes(self) -> None:
        """What it would change, rows and headline figures, before anything is stored."""
        if self.waiting is None or not self.waiting.prepared.rows or self.waiting.prepared.already_stored is not None:
            return
        self.page.heading("What it would change")
        latest = self.store.latest
        if self.waiting.headline is None or self.waiting.headline[0] != latest:
            self.waiting.headline = latest, _before_and_after(self.store, self.waiting.prepared)
        arrival.headline(self.waiting.headline[1])
        arrival.changes(self._report(self.waiting.prepared))

    def decide(self) -> None:
        """Accept it, accept what is right of it, or let it go."""
        if self.waiting is None:
            return
        prepared = self.waiting.prepared
        is_new = prepared.already_stored is None and prepared.stored_rows > 0
        with st.container(horizontal=True, gap="small"):
            if is_new and not prepared.errors:
                label = f"This is right: store {words.plural(prepared.stored_rows, 'row')}"
                if st.button(label, type=leading(), key="accept"):
                    self._accept(prepared, accept_valid=False)
            elif is_new:
                label = f"Store {words.plural(prepared.stored_rows, 'row')} without the rows that have errors"
                if st.button(label, key="accept-valid"):
                    self._accept(prepared, accept_valid=True)
            if st.button("Let it go", type="tertiary", key="cancel"):
                _let_go()
                st.rerun()

    def _sheet(self, table: Table, key: str) -> dict[str, Any] | None:
        """One table: as which dataset it is read, from which columns; None where it is left out."""
        prepared = self.waiting.prepared if self.waiting else None
        reading = next((one for one in prepared.mapping.readings if one.is_of(table)), None) if prepared else None
        arrived = _arrived(table)
        titles = [LEAVE_OUT, *(offer.title for offer in OFFERS.values())]
        now = OFFERS[reading.dataset].title if reading else LEAVE_OUT
        with st.container(border=True):
            label = words.plain(f'"{table.sheet.strip()}", {words.plural(len(table), "row")}, is read as')
            chosen = st.selectbox(label, titles, index=titles.index(now), key=f"{key}-dataset", width=420)
            if chosen == LEAVE_OUT:
                return None
            dataset = next(name for name, offer in OFFERS.items() if offer.title == chosen)
            if reading is None or dataset != reading.dataset:
                return reading_to_dict(read_as(table, DATASETS[dataset]))
            offer, sheet, key = OFFERS[dataset], reading_to_dict(reading), f"{key}-{dataset}"
            also = [OFFERS[one].title for one in reading.datasets[1:]]
            st.caption(
                words.plain(
                    f"Because {reading.why}." + (f" What is live is read as {words.joined(also)} too." if also else "")
                )
            )
            asked = {**sheet, "questions": [vars(question) for question in reading.questions]}
            answers = arrival.questions(asked, key)
            with st.expander("Columns and values", expanded=not _is_plain(reading)):
                arrival.recognised(sheet, arrived, offer)
            with st.expander("Correct columns and values"):
                sheet["columns"] = arrival.columns(sheet, arrived, offer, key)
                sheet["values"] = arrival.values(sheet, offer, key)
            sheet["answers"] = {**sheet["answers"], **answers}
            return sheet

    def _read_again(self, wanted: dict[str, Any]) -> None:
        """Check and compare the file as it was corrected, and draw the page anew."""
        waiting = self.waiting
        if waiting is None:
            return
        try:
            with st.spinner("Checking what you corrected"):
                prepared = prepare_tables(
                    waiting.prepared.as_read, self.store, today=dt.date.today(), content=waiting.prepared.content,
                    mapping=deepcopy(wanted),
                )  # fmt: skip
        except ValueError as wrong:
            st.error(words.plain(str(wrong)))
            return
        st.session_state[_WAITING] = Waiting(waiting.name, prepared, wanted)
        st.rerun()

    def _accept(self, prepared: Prepared, *, accept_valid: bool) -> None:
        """Store it, say so, and draw every page from the new version."""
        added = accept(confirmed(prepared), self.store, AUTHOR, dt.datetime.now(), accept_valid=accept_valid)
        done = f"Stored as version {added.version}: {_in_datasets(prepared)}"
        if self.page.visit.opened.is_sample:
            done += "; your own data has replaced the sample"
        _let_go()
        st.session_state[_DONE] = done
        st.rerun()

    def _report(self, prepared: Prepared) -> dict[str, Any]:
        return report(prepared.source.name, prepared, None, prepared.problems)


def receive(page: Page) -> Upload:
    """The place to drop a file, and what was dropped there: read once, in a process of its own, with its progress."""
    store = opening.company_store()
    turn = st.session_state.setdefault(_ROUND, 0)
    file = st.file_uploader("A workbook or CSV file, up to 200 MB", ENDINGS, key=f"upload-{turn}")
    waiting: Waiting | None = st.session_state.get(_WAITING)
    if file is None:
        st.session_state.pop(_WAITING, None)
        _guide(page)
        return Upload(page, store)
    st.session_state.pop(_DONE, None)
    if waiting is not None and waiting.name == file.file_id:
        return Upload(page, store, waiting)
    with st.status("Reading the file") as status:
        try:
            prepared = prepare(
                file.getvalue(), file.name, store, today=dt.date.today(),
                progress=lambda progress: status.update(label=_in_words(progress)),
            )  # fmt: skip
        except UnreadableFile as refused:
            status.update(label="The file could not be read", state="error")
            return Upload(page, store, unreadable=refused.problem)
        status.update(label=f"Read and checked: {words.plural(len(prepared.source.tables), 'table')}", state="complete")
    waiting = Waiting(file.file_id, prepared)
    st.session_state[_WAITING] = waiting
    return Upload(page, store, waiting)


def _guide(page: Page) -> None:
    """Where to go after an upload; what can be dropped, and where to get a workbook that needs no explaining."""
    if st.session_state.get(_DONE):
        with st.container(horizontal=True, gap="medium"):
            for name, label in AFTERWARDS.items():
                if name in page.visit.pages:
                    page.link(name, label)
    page.write(
        "Any workbook or export is read as it is: titles above the table, other words for the columns, amounts such as "
        "$1.2m, dates in any notation with one reading. What is not sure is asked."
    )
    st.download_button(
        "Download the template", lambda: opening.blank_workbook(page.visit.opened), file_name="gapboard-template.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", on_click="ignore",
        type="tertiary", icon=":material/download:", key="template",
    )  # fmt: skip


def _in_datasets(prepared: Prepared) -> str:
    """What would be stored: 3,611 rows of pilots and 1,040 rows of deployments."""
    counted = [f"{words.plural(rows.num_rows, 'row')} of {name}" for name, rows in prepared.rows.items()]
    return words.joined(counted) or "no row"


def _let_go() -> None:
    st.session_state.pop(_WAITING, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _in_words(progress: Progress) -> str:
    rows = f", {words.plural(progress.rows, 'row')}" if progress.rows else ""
    return words.plain(f"{progress.phase.capitalize()}{rows}")


def _arrived(table: Table) -> Arrived:
    return Arrived(
        table.sheet, table.header_row, len(table),
        tuple((column.letter, column.header, _example(column)) for column in table.columns),
    )  # fmt: skip


def _example(column: Column) -> str:
    """The first thing that stands in a column."""
    for value in column.values:
        if value is not None:
            return value.code if isinstance(value, CellError) else words.shortened(cells.text(value) or "", 60)
    return ""


def _proposed(prepared: Prepared) -> dict[str, Any]:
    """The mapping as the page's widgets would give it back untouched."""
    sheets = []
    for reading in prepared.mapping.confirmed().readings:
        sheets.append(reading_to_dict(reading))
    return {"profile": prepared.mapping.profile, "sheets": sheets}


def _is_plain(reading: Reading) -> bool:
    """Whether every name of a sheet is our own and every value is understood: then there is little to look at."""
    unclear = any(meaning is None for known in reading.values.values() for meaning in known.values())
    return reading.confidence == CERTAIN and not unclear


def _readable(mapping: Mapping[str, Any]) -> list[Any]:
    """What of a mapping decides how the file is read."""
    return [
        (
            sheet["sheet"], sheet["header_row"], sheet["dataset"],
            {name: match["letter"] for name, match in sheet["columns"].items()}, sheet["values"], sheet["answers"],
        )
        for sheet in mapping["sheets"]
    ]  # fmt: skip


def _before_and_after(store: Store, prepared: Prepared) -> list[Move]:
    """The headline figures as they stand and as they would."""
    connection = store.connection
    candidate = store.propose(prepared.upload(AUTHOR, dt.datetime.now()))
    try:
        before = Book(connection, resolve(connection))
        after = Book(connection, resolve(connection, candidate=candidate))
        return [
            (
                METRICS[name].title,
                METRICS[name].unit,
                total(before, METRICS[name]).last,
                total(after, METRICS[name]).last,
            )
            for name in HEADLINE
        ]
    finally:
        store.discard(candidate)
