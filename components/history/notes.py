"""What somebody says of a page and its last quarter: read by all beneath the headline, written by editors. A composition
root of the app, for notes are kept in the store."""

import datetime as dt
from collections.abc import Callable

import streamlit as st

from components.navigation import PAGES, SHAREABLE
from components.page import notes
from components.page.blocks import Comment
from components.page.visit import Visit, leading
from components.text import format
from data.store.notes import MOST_LETTERS, Comments, NoteIsLocked, Written
from queries.scope import Quarter

AREA_HEIGHT = 180  # pixels of the field to write in
_DONE = "commentary.done"


def comments_of(visit: Visit, page: str) -> tuple[Comment, ...]:
    """The note of a page and the last quarter shown: a single one, or none.

    Whoever may see some units only sees none: it is written of all.
    """
    entries = _entries(visit, page)
    if not entries or not entries[0].text:
        return ()
    newest = entries[0]
    return (Comment(page, _quarter(visit).label, newest.text, newest.author, newest.written_at),)


def show(visit: Visit) -> None:
    """The note under a page's headline, and what was said before it; nothing where nobody has written one."""
    if done := st.session_state.pop(_DONE, None):
        st.toast(done, icon=":material/check:")
    for comment in comments_of(visit, visit.page):
        notes.put(visit, comment, _entries(visit, visit.page) if visit.person.may("viewer") else ())


def offer(visit: Visit) -> None:
    """The button for editors, on every page that can be taken along of a company's own and newest figures."""
    is_open = visit.page in SHAREABLE and not visit.is_empty and not visit.opened.is_sample
    if is_open and visit.person.may("editor") and visit.book.scope.as_of == visit.opened.latest:
        has_note = bool(comments_of(visit, visit.page))
        if st.button(
            "Change the note" if has_note else "Write a note",
            type="tertiary",
            icon=":material/edit_note:",
            key="commentary",
            help="A note on this page and quarter, for whoever sees it",
        ):
            st.dialog(f"A note on {PAGES[visit.page].title}, {_named(visit)}", width="medium")(_dialog)(visit)


def _dialog(visit: Visit) -> None:
    """The form to write, change or withdraw a note; beneath it what was said before."""
    entries, quarter = _entries(visit, visit.page), _quarter(visit)
    current_text = entries[0].text if entries else ""
    comments = Comments(visit.opened.store)
    is_locked = comments.is_locked(quarter.start, quarter.end)
    if is_locked:
        st.info(
            f"{_named(visit)} is locked, and its note with it. Unlock the quarter on the History page to change it."
        )
    text = st.text_area(
        "What is to be said",
        current_text,
        max_chars=MOST_LETTERS,
        height=AREA_HEIGHT,
        disabled=is_locked,
        key=f"commentary-text-{visit.page}-{quarter.label}-{len(entries)}",
        help="Plain text. It stands beneath the headline and in every file that is taken along.",
    )
    where = (visit.page, quarter.start, quarter.end)
    with st.container(horizontal=True, gap="small"):
        if st.button("Save the note", type=leading(), disabled=is_locked, key="commentary-save"):
            _change(lambda at: comments.write(*where, text, visit.person.name, at), "The note is saved.")
        if current_text and st.button("Withdraw it", type="tertiary", disabled=is_locked, key="commentary-withdraw"):
            _change(lambda at: comments.withdraw(*where, visit.person.name, at), "The note is withdrawn.")
    notes.put_history(entries)


def _change(make: Callable[[dt.datetime], None], done: str) -> None:
    """A change of the note; what keeps it from being made is said, and then nothing was changed."""
    try:
        make(dt.datetime.now())
    except (LookupError, ValueError, NoteIsLocked) as wrong:
        st.error(format.escape_markdown(wrong.args[0]))
        return
    st.session_state[_DONE] = done
    st.rerun()


def _entries(visit: Visit, page: str) -> tuple[Written, ...]:
    """Every entry of a page and the last quarter shown that the version shown knows of, newest first."""
    if page not in SHAREABLE or visit.is_empty or visit.book.scope.allowed_units is not None:
        return ()
    quarter = _quarter(visit)
    return Comments(visit.opened.store).written(page, quarter.start, quarter.end, visit.book.scope.as_of)


def _quarter(visit: Visit) -> Quarter:
    """The last quarter shown."""
    return visit.book.quarters()[-1]


def _named(visit: Visit) -> str:
    return format.quarter(_quarter(visit).label, visit.book.scope.settings.get("fiscal_start_month", "1"))
