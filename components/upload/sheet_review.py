"""How each sheet of a file that waits is read, as its sender leaves it: taken for which dataset, from which columns. A
composition root of the app, as `components.upload.flow`, which draws it.
"""

import streamlit as st

from components.page import Page
from components.text import format
from components.upload import mapping_editor
from components.upload.draft import OFFERS, Draft, is_guide, rolled_up, sheet_reading
from components.upload.mapping_editor import OpenQuestion, SheetReading
from data.recognition.mapping import Question, Reading
from data.recognition.questions import is_makeable
from data.recognition.recognise import read_as
from data.schema import DATASETS

LEAVE_OUT = "Leave this sheet out"


def sheets(page: Page, draft: Draft) -> list[SheetReading]:
    """How each sheet is read, as its sender leaves it: what is not clear one below the other; what is clear in one
    table, from which one can be opened."""
    tables = draft.prepared.file.source.tables
    asked = [at for at, table in enumerate(tables) if not is_guide(table)]
    proposed = {at: draft.as_proposed(at) for at in asked if draft.is_clear(at)}
    found: dict[int, SheetReading | None] = {at: sheet for at, sheet in proposed.items() if not len(tables[at])}
    clear = {at: sheet for at, sheet in proposed.items() if at not in found}
    if len(clear) < 2:
        clear = {}
    found |= {at: _sheet_reading(page, draft, at) for at in asked if at not in clear and at not in found}
    if clear:
        found |= _clear_sheets(page, draft, clear)
    return [sheet for _, sheet in sorted(found.items()) if sheet is not None]


def _clear_sheets(page: Page, draft: Draft, clear: dict[int, SheetReading]) -> dict[int, SheetReading | None]:
    """What is clear, in one table; the sheet that is opened from it, as its sender leaves it."""
    tables = draft.prepared.file.source.tables
    names = {at: f"{tables[at].sheet.strip()}" for at in clear}
    rows = {at: len(tables[at]) for at in clear}
    titles = {name: offer.title for name, offer in OFFERS.items()}
    opened = mapping_editor.clear(clear, names, rows, titles, f"{draft.name}-{draft.turn}-clear")
    return {at: _sheet_reading(page, draft, at) if at == opened else sheet for at, sheet in clear.items()}


def _sheet_reading(page: Page, draft: Draft, at: int) -> SheetReading | None:
    """One table: as which dataset it is read, from which columns; None where it is left out."""
    table, key = draft.prepared.file.source.tables[at], f"{draft.name}-{draft.turn}-{at}"
    reading = draft.reading(table)
    with st.container(border=True):
        if table.made_by:
            return _export(page, draft, at, reading, key)
        titles = [LEAVE_OUT, *(offer.title for offer in OFFERS.values())]
        label = format.escape_markdown(f'"{table.sheet.strip()}", {format.plural(len(table), "row")}, is read as')
        now = OFFERS[reading.dataset].title if reading else LEAVE_OUT
        chosen = st.selectbox(label, titles, index=titles.index(now), key=f"{key}-dataset", width=420)
        if chosen == LEAVE_OUT:
            if reading is None and not draft.mapping:
                page.note(
                    "It is not like any sheet Gapboard knows. Say what its rows are, and its columns are proposed."
                )
            return None
        dataset = next(name for name, offer in OFFERS.items() if offer.title == chosen)
        if reading is None or dataset != reading.dataset:
            return sheet_reading(read_as(table, DATASETS[dataset]))
        return _corrected(page, draft, at, reading, key)


def _corrected(page: Page, draft: Draft, at: int, reading: Reading, key: str) -> SheetReading:
    """How a table is read, as its sender corrects it."""
    offer, sheet, table = OFFERS[reading.dataset], sheet_reading(reading), draft.table(at)
    also = [OFFERS[dataset].title for dataset in reading.datasets[1:]]
    more = f" What is live is read as {format.join(also)} too." if also else ""
    page.note(f"Because {reading.why}.{more}")
    makeable = [name for name in offer.required if is_makeable(DATASETS[reading.dataset], name)]
    is_missing = mapping_editor.missing(sheet, offer, makeable)
    asked: SheetReading = {**sheet, "questions": [_question(question) for question in reading.questions]}
    answers = mapping_editor.questions(asked, key)
    is_sure = reading.is_sure and not is_missing
    with st.expander(mapping_editor.columns_in_words(sheet, table, offer), expanded=not is_sure):
        columns, personal = mapping_editor.columns(sheet, table, offer, key, is_narrow=page.viewport.is_narrow)
    values = sheet["values"]
    if mapping_editor.correctable(sheet, offer):
        unclear = mapping_editor.unclear(sheet, offer)
        label = f"Values: {format.count(unclear)} not understood" if unclear else "Values: all understood"
        with st.expander(label, expanded=bool(unclear)):
            values = mapping_editor.values(
                sheet,
                offer,
                lambda name: draft.counts(at, sheet["columns"][name]["letter"]),
                key,
                is_narrow=page.viewport.is_narrow,
            )
    return {
        **sheet,
        "columns": columns,
        "personal": personal,
        "values": values,
        "answers": {**sheet["answers"], **answers},
    }


def _export(page: Page, draft: Draft, at: int, reading: Reading | None, key: str) -> SheetReading | None:
    """A table that an export was rolled up into: taken or left out as a whole, and asked what the export does not say."""
    table = draft.prepared.file.source.tables[at]
    mapping_editor.rolled_up(rolled_up(table))
    is_taken = st.checkbox(f"Take these rows of {table.dataset}", value=reading is not None, key=f"{key}-taken")
    if not is_taken:
        return None
    sheet = sheet_reading(reading or read_as(table, DATASETS[table.dataset]))
    answered_before = _answered_before(draft, at)
    questions = [
        _question(question)
        for question in (reading.questions if reading else ())
        if question.key not in answered_before
    ]
    answered = {name: answer for name, answer in answered_before.items() if answer}
    answers = {**sheet["answers"], **answered, **mapping_editor.questions({**sheet, "questions": questions}, key)}
    return {**sheet, "answers": answers}


def _question(question: Question) -> OpenQuestion:
    return {"key": question.key, "asks": question.asks, "options": question.options, "proposed": question.proposed}


def _answered_before(draft: Draft, at: int) -> dict[str, str]:
    """What was answered for an earlier table of the same export: it is asked once, for spend and adoption alike."""
    tables = draft.prepared.file.source.tables
    mine = (tables[at].sheet, tables[at].header_row, tables[at].made_by)
    for first, table in enumerate(tables[:at]):
        key = f"{draft.name}-{draft.turn}-{first}"
        if (table.sheet, table.header_row, table.made_by) == mine and st.session_state.get(f"{key}-taken"):
            return {
                name: st.session_state[f"{key}-{name}"]
                for name in ("period", "reporting_on")
                if f"{key}-{name}" in st.session_state
            }
    return {}
