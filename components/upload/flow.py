"""From a dropped file to an accepted version: read, shown, corrected, compared, stored. A composition root of the app.

A visitor's file waits in their session until they accept it or discard it; the store hears of it only then.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Unpack

import streamlit as st

from components import stores
from components.auth import authorization
from components.page import Page
from components.page.progress import worked
from components.page.visit import leading
from components.text import downloads, format
from components.upload import cell_corrections, completeness, diff_preview, mapping_editor, profiles
from components.upload.draft import OFFERS, Changes, Draft, columns_asked, decides, feeds, is_guide, new_draft, proposed
from components.upload.mapping_editor import FileReading
from components.upload.sheet_review import sheets
from data.ingest.report import Report, report
from data.ingest.upload import Prepared, accept, confirmed, prepare
from data.problems import Problem, UnreadableFile
from data.reading import Progress
from data.store import Store
from data.store.upload import NeedsReason
from data.workbooks.export import stored_workbook
from data.workbooks.marked import marked, marked_name

ENDINGS = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt", "json", "jsonl", "ndjson"]
AFTERWARDS = {
    "board": "See the board",
    "return": "Return",
    "funnel": "Funnel",
    "registry": "Registry",
    "history": "History",
}
MOST_NAMED = 3  # datasets in a headline
MOST_BAD = 200  # cells listed to be corrected in the page
PHASES = {
    "looking": "Looking at the file",
    "waiting": "Waiting for other files to be read",
    "starting": "Starting to read",
    "opening": "Opening the file",
    "recognising": "Recognising sheets and columns",
    "checking": "Checking every row",
    "comparing": "Comparing with what stands",
}
_DRAFT, _REFUSED, _DONE, _ROUND = "upload.draft", "upload.refused", "upload.done", "upload.round"


@dataclass(frozen=True)
class Upload:
    """What the page shows: a file that waits, one that could not be read, or neither."""

    page: Page
    store: Store
    draft: Draft | None = None
    unreadable: Problem | None = None

    def finding(self) -> str:
        """The page's headline: what arrived and how it stands."""
        if self.unreadable is not None:
            return "The file could not be read; nothing was stored"
        if self.draft is None:
            done = st.session_state.get(_DONE)
            return done or "Drop a workbook or an export: nothing is stored before you accept it"
        prepared = self.draft.prepared
        if prepared.already_stored is not None:
            return f"This very file is version {prepared.already_stored} already"
        if not prepared.mapping.readings:
            return "No sheet was recognised: say what each of them is"
        open_questions = [
            question
            for reading in prepared.mapping.readings
            for question in reading.open_questions
            if not question.proposed
        ]
        if asked := len(
            {question.asks for question in open_questions}
        ):  # an export of spend and adoption asks once for both
            return f"{format.plural(asked, 'question')} to answer: nothing can be stored before that"
        if prepared.errors:
            rows = format.plural(prepared.stored_rows, "row")
            without = f"{rows} could be stored without them" if prepared.stored_rows else "no row could be stored yet"
            return f"{format.plural(len(prepared.errors), 'error')} to put right; {without}"
        return f"Ready to be stored: {_in_datasets(prepared)}"

    def recognised(self) -> None:
        """What each sheet was taken for, with what it leaves open asked and everything open to correction."""
        if self.unreadable is not None:
            st.error(format.escape_markdown(f"{self.unreadable.says} {self.unreadable.remedy}"))
        if self.draft is None:
            return
        self.page.heading("What was recognised")
        prepared = self.draft.prepared
        read = sheets(self.page, self.draft)
        guides = [table.sheet for table in prepared.file.source.tables if is_guide(table)]
        for line in mapping_editor.not_read(self.draft.empty_sheets(), guides, prepared.file.source.left_out):
            self.page.note(line)
        wanted: FileReading = {"profile": prepared.mapping.profile, "sheets": read}
        if decides(wanted) != decides(self.draft.mapping or proposed(prepared)):
            self._again(mapping=wanted)

    def problems(self) -> None:
        """What is wrong with it, rule by rule; its cells to be corrected here."""
        if self.draft is None:
            return
        prepared = self.draft.prepared
        listed = cell_corrections.not_asked_above(
            self._report()["problems"], has_tables=bool(prepared.file.source.tables), columns=columns_asked(prepared)
        )
        if listed:
            self.page.heading(cell_corrections.verdict(listed))
            cell_corrections.show(cell_corrections.grouped(listed))
            with st.container(horizontal=True, gap="small"):
                if any(problem["cell"] for problem in listed):
                    self._marked(prepared)
                cell_corrections.handed_over(listed, prepared.file.source.name)
        elif not prepared.errors:
            self.page.write(f"{cell_corrections.verdict(listed)}.")
        self._correct(self.draft)

    def changes(self) -> None:
        """What it would change, rows and headline figures, before anything is stored."""
        if self.draft is None or not self.draft.prepared.rows or self.draft.prepared.already_stored is not None:
            return
        self.page.heading("What it would change")
        titles = {name: offer.title for name, offer in OFFERS.items()}
        diff_preview.headline(self.draft.moves(stores.company(authorization.live_role())))
        diff_preview.changes(self._report()["changes"], titles)
        key = f"{self.draft.name}-{self.draft.turn}"
        emptied = diff_preview.staying(self.draft.staying, self.draft.emptied, titles, f"{key}-staying")
        now = self.draft.prepared.feed
        is_twice = any(problem.rule == "two_feeds" for problem in self.draft.prepared.problems)
        feed = diff_preview.source(feeds(self.store, now), now, f"{key}-feed", is_twice=is_twice)
        if feed != now:
            self._again(feed=feed)
        if emptied != self.draft.emptied:
            self._again(emptied=emptied)

    def decide(self) -> None:
        """Accept it, accept what is right of it, or discard it."""
        if self.draft is None:
            return
        prepared = self.draft.prepared
        is_new = prepared.already_stored is None and prepared.stored_rows > 0
        note = self._note(self.draft) if is_new else ""
        is_accepted = False
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            rows = format.plural(prepared.stored_rows, "row")
            if is_new and not prepared.errors:
                kind = leading() if prepared.mapping.is_sure else "secondary"
                is_accepted = st.button(f"This is right: store {rows}", type=kind, key="accept")
            elif is_new:
                is_accepted = st.button(f"Store {rows} without the rows that have errors", key="accept-valid")
            st.button("Discard this file", type="tertiary", key="cancel", on_click=_discard)
            if prepared.already_stored is not None and "history" in self.page.visit.pages:
                self.page.link("history", f"See version {prepared.already_stored} in History")
        guessed = dict.fromkeys(reading.sheet for reading in prepared.mapping.readings if not reading.is_sure)
        if is_new and guessed:
            sheets = format.join(guessed)
            st.caption(
                format.escape_markdown(f"How {sheets} is read is a guess: look at its columns before you store it.")
            )
        if is_accepted:
            self._accept(prepared, note, accept_valid=bool(prepared.errors))

    def _note(self, draft: Draft) -> str:
        """What is said of this upload: why, where it changes what is locked."""
        locked = draft.locked(self.store)
        if not locked:
            return st.text_input("A note on this upload, if you like", key=f"{draft.name}-note", width=640)
        periods = self._quarters(locked)
        st.warning(
            format.escape_markdown(
                f"{periods} {format.inflect(len(locked), 'is', 'are')} locked: the board has seen the figures. "
                "What this file changes there will stand as a restatement."
            )
        )
        do = format.inflect(len(locked), "does", "do")
        return st.text_input(format.escape_markdown(f"Why {do} {periods} change?"), key=f"{draft.name}-note", width=640)

    def _quarters(self, labels: Sequence[str]) -> str:
        """Locked quarters as the pages name them."""
        return format.join(format.quarter(label, self.store.fiscal_start) for label in labels)

    def _marked(self, prepared: Prepared) -> None:
        """The sender's own workbook with its bad cells marked, made when it is asked for."""
        st.download_button(
            "Download your workbook with the cells marked",
            lambda: marked(
                prepared.file.content, prepared.file.source.name, prepared.problems, prepared.file.corrected
            ),
            file_name=downloads.name_for_header(marked_name(prepared.file.source.name)),
            mime=stores.SPREADSHEET,
            on_click="ignore",
            icon=":material/download:",
            key="marked",
        )

    def _correct(self, draft: Draft) -> None:
        """The bad cells, to be corrected in the page."""
        bad = list(draft.bad.values())
        if not bad or draft.prepared.already_stored is not None:
            return
        with st.expander("Correct cells here", expanded=bool(draft.prepared.errors or draft.corrections)):
            written = cell_corrections.editor(
                bad[:MOST_BAD],
                draft.corrections,
                max(0, len(bad) - MOST_BAD),
                f"{draft.name}-{draft.turn}-corrections",
                is_narrow=self.page.viewport.is_narrow,
            )
        if written != dict(draft.corrections):
            self._again(corrections=written)

    def _again(self, **changes: Unpack[Changes]) -> None:
        """Check and compare the file as it was corrected, and draw the page anew."""
        if self.draft is None:
            return
        draft, line = self.draft, st.status("Checking what you corrected")
        try:
            st.session_state[_DRAFT] = worked(
                lambda report_phase: draft.again(self.store, lambda phase: report_phase(PHASES[phase]), **changes), line
            )
        except ValueError as wrong:
            st.error(format.escape_markdown(str(wrong)))
            return
        st.rerun()

    def _accept(self, prepared: Prepared, note: str, *, accept_valid: bool) -> None:
        """Store it, say so, and draw every page from the new version; or ask why a locked period changes."""
        try:
            added = accept(
                confirmed(prepared),
                self.store,
                self.page.visit.person.name,
                dt.datetime.now(),
                note,
                accept_valid=accept_valid,
            )
        except NeedsReason as locked:
            changes = format.inflect(len(locked.periods), "changes", "change")
            st.error(
                format.escape_markdown(f"Say first why {self._quarters(locked.periods)} {changes}: nothing was stored.")
            )
            return
        done = f"Stored as version {added.version}: {_in_datasets(prepared)}"
        if self.page.visit.opened.is_sample:
            done += "; your own data has replaced the sample"
        _discard()
        st.session_state[_DONE] = done
        st.rerun()

    def _report(self) -> Report:
        assert self.draft is not None
        prepared = self.draft.prepared
        return report(prepared.file.source.name, prepared, None, prepared.problems)


def receive(page: Page) -> Upload:
    """The place to drop a file, and what was dropped there: read once, in a process of its own, with its progress."""
    store = stores.company_store(authorization.live_role())
    turn = st.session_state.setdefault(_ROUND, 0)
    file = st.file_uploader("A workbook, a CSV or a JSON file", ENDINGS, key=f"upload-{turn}")
    draft: Draft | None = st.session_state.get(_DRAFT)
    below = st.empty()
    if file is None:
        st.session_state.pop(_DRAFT, None)
        with below.container():
            _guide(page, store)
        return Upload(page, store)
    st.session_state.pop(_DONE, None)
    if draft is not None and draft.name == file.file_id:
        return Upload(page, store, draft)
    if (refusal := st.session_state.get(_REFUSED, {})).get("name") == file.file_id:
        return Upload(page, store, unreadable=refusal["problem"])
    page.title(f"Reading {file.name}")
    with below.container():
        status = st.status(PHASES["looking"])
        st.button("Cancel", key="stop-reading", on_click=_discard)
    content = file.getvalue()

    def read(report_progress: Callable[[str], None]) -> Prepared:
        return prepare(
            content,
            file.name,
            store,
            today=dt.date.today(),
            progress=lambda progress: report_progress(in_words(progress, len(content))),
        )

    try:
        prepared = worked(read, status)
    except UnreadableFile as refused:
        below.empty()
        st.session_state[_REFUSED] = {
            "name": file.file_id,
            "problem": refused.problem,
        }  # not to be tried again and again
        return Upload(page, store, unreadable=refused.problem)
    below.empty()
    draft = new_draft(file.file_id, prepared)
    st.session_state[_DRAFT] = draft
    return Upload(page, store, draft)


def _guide(page: Page, store: Store) -> None:
    """Where to go after an upload; what can be dropped, and where to get a workbook that needs no explaining; what is
    missing or late; how sheets that came before are read."""
    if st.session_state.get(_DONE):
        with st.container(horizontal=True, gap="medium"):
            for name, label in AFTERWARDS.items():
                if name in page.visit.pages:
                    page.link(name, label)
    page.write(
        "Any workbook or export is read as it is: titles above the table, other words for the columns, amounts such as "
        "$1.2m, dates in any notation with one reading. You are asked what is not certain."
    )
    opened = page.visit.opened
    if not opened.is_sample:  # beside the sample, the template is offered at the top of every page
        with st.container(horizontal=True, gap="small"):
            st.download_button(
                "Download the template",
                lambda: stores.blank_workbook(opened),
                file_name=stores.TEMPLATE_NAME,
                mime=stores.SPREADSHEET,
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
                key="template",
            )
            if not page.is_empty:
                st.download_button(
                    "Download what is stored, in the template",
                    lambda: stored_workbook(opened.store, today=dt.date.today()),
                    file_name="gapboard-what-stands.xlsx",
                    mime=stores.SPREADSHEET,
                    on_click="ignore",
                    type="tertiary",
                    icon=":material/download:",
                    key="standing",
                )
    completeness.section(page)
    profiles.section(store)


def in_words(progress: Progress, size: int) -> str:
    """How far a file is, in a line: Reading Spend · 42.1 MB · 120,000 rows."""
    phase = PHASES.get(progress.phase, progress.phase[:1].upper() + progress.phase[1:])
    parts = [phase, f"{size / 1e6:,.1f} MB" if size >= 1e5 else f"{format.count(max(1, size // 1000))} KB"]
    return format.DOT.join([*parts, *([format.plural(progress.rows, "row")] if progress.rows else [])])


def _in_datasets(prepared: Prepared) -> str:
    """What would be stored: 3,611 rows of pilots and 1,040 rows of deployments; 2,369 rows of spend, pilots and 7 more."""
    if len(prepared.rows) > MOST_NAMED:
        named = ", ".join(list(prepared.rows)[: MOST_NAMED - 1])
        return f"{format.plural(prepared.stored_rows, 'row')} of {named} and {len(prepared.rows) - MOST_NAMED + 1} more"
    counted = [f"{format.plural(rows.num_rows, 'row')} of {name}" for name, rows in prepared.rows.items()]
    return format.join(counted) or "no row"


def _discard() -> None:
    st.session_state.pop(_DRAFT, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
