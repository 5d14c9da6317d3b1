"""What a note on a page looks like: its paragraphs, who wrote it and when, what was written before. Where notes are read
from is handed in: `components/history/notes.py` has them from the store."""

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Protocol

import streamlit as st

from components.page.blocks import Comment
from components.page.visit import Visit
from components.text import format

WIDTHS = (8, 3)  # of a note and of who wrote it

CommentsOf = Callable[[Visit, str], tuple[Comment, ...]]
"""The notes of a page, by its name, as a visitor may read them."""


class Entry(Protocol):
    """A note as it was written: its text, blank where the note was withdrawn, by whom and when."""

    @property
    def text(self) -> str: ...

    @property
    def author(self) -> str: ...

    @property
    def written_at(self) -> dt.datetime: ...


def put(visit: Visit, comment: Comment, entries: Sequence[Entry] = ()) -> None:
    """A quiet paragraph or more; beside it who wrote it, when, and its `entries` so far, newest first."""
    with st.container(border=True):
        text, author = (
            st.columns(WIDTHS, gap="large") if not visit.viewport.is_narrow else (st.container(), st.container())
        )
        with text:
            _put_paragraphs(comment)
        with author:
            on_all = "on all units" if visit.book.scope.units else ""
            # whoever came by a link is a stranger, to whom nobody's address is told
            by = signed(comment) if visit.person.may("viewer") else format.date(comment.written_at.date())
            _caption(format.DOT.join(part for part in (by, on_all) if part))
            put_history(entries)


def put_history(entries: Sequence[Entry]) -> None:
    """What was written before, newest first; nothing where nothing was."""
    if len(entries) < 2:
        return
    with st.expander("History of the note", type="compact"):
        for after, entry in pairwise(entries):
            if not entry.text:
                continue
            _put_paragraphs(entry)
            withdrawn = "" if after.text else f"; withdrawn by {signed(after)}"
            _caption(f"{signed(entry)}{withdrawn}")


def paragraphs(text: str) -> list[str]:
    """A note's lines, without those that are blank."""
    return [line for line in text.split("\n") if line.strip()]


def signed(entry: Entry) -> str:
    """Who wrote a note and when: Ada Lovelace, 14 November 2026."""
    return f"{entry.author}, {format.date(entry.written_at.date())}"


def _put_paragraphs(entry: Entry) -> None:
    for line in paragraphs(entry.text):
        st.markdown(format.typeset(format.escape_markdown(line)))


def _caption(text: str) -> None:
    st.caption(format.typeset(format.escape_markdown(text)))
