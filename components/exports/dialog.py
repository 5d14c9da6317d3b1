"""Taking pages along: which kind of file, which pages; made while its progress is said, then handed over."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

import streamlit as st

from components.auth import authorization
from components.charts.rendering import CannotBeDrawn
from components.exports import FORMS, Form
from components.exports.making import made
from components.navigation import PAGES, SHAREABLE
from components.page.notes import CommentsOf
from components.page.progress import worked
from components.page.visit import Visit, leading
from components.text import downloads, format

_MADE = "take-along.made"


def offer(visit: Visit, comments_of: CommentsOf) -> None:
    """The button on every page that can be taken along; the pages of a link stay where they are."""
    if visit.page in SHAREABLE and not visit.is_empty and visit.person.may("viewer"):
        is_asked = st.button(
            "Take along",
            type="tertiary",
            icon=":material/download:",
            key="take-along",
            on_click=_forget,
            help="PowerPoint, PDF, Excel, or one file that opens offline",
        )
        if is_asked:
            st.dialog("Take along", width="medium")(_dialog)(visit, comments_of)


def _dialog(visit: Visit, comments_of: CommentsOf) -> None:
    st.caption("As you see them now: these quarters, units and version, with what was said of them.")
    ending = st.segmented_control(
        "Kind of file",
        list(FORMS),
        default="pptx",
        required=True,
        format_func=lambda ending: FORMS[ending].name,
        key="take-along-form",
    )
    form = FORMS[ending]
    st.caption(f"{form.says.capitalize()}.")
    names = {PAGES[page].title: page for page in SHAREABLE}
    # a slide for each finding of all pages is more than a board sits through
    at_first = [PAGES[page].title for page in SHAREABLE if ending != "pptx" or page in ("board", visit.page)]
    chosen = st.multiselect(
        "Pages",
        list(names),
        default=at_first,
        key=f"take-along-pages-{ending}",
        placeholder="Choose at least one page",
    )
    pages = [page for name, page in names.items() if name in chosen]
    if st.button(f"Make the {form.name} file", type=leading(), disabled=not pages, key="take-along-make"):
        _make(visit, form, pages, comments_of)
    ready = st.session_state.get(_MADE)
    if ready and ready[0] == (ending, tuple(pages)):
        _, name, content = ready
        st.download_button(
            f"Download the {form.name} file ({len(content) / 1e6:,.1f} MB)",
            content,
            file_name=name,
            mime=form.mime,
            on_click="ignore",
            key="take-along-download",
        )


def _make(visit: Visit, form: Form, pages: Sequence[str], comments_of: CommentsOf) -> None:
    with st.status(f"Making the {form.name} file", expanded=False) as line:
        try:
            content = worked(partial(made, form, visit, pages, dt.date.today(), comments_of), line)
        except CannotBeDrawn as wanting:
            line.update(label="The file could not be made", state="error")
            st.error(format.escape_markdown(str(wanting)))
            return
        line.update(label="The file is made", state="complete")
    name = downloads.file_name(f"AI portfolio {visit.book.quarters()[-1].label}", content, form.ending)
    st.session_state[_MADE] = ((form.ending, tuple(pages)), name, content)
    if not visit.opened.is_sample:
        named = format.join(PAGES[page].title for page in pages)
        authorization.note(dt.datetime.now(), "took along", f"{form.name}: {named}")


def _forget() -> None:
    st.session_state.pop(_MADE, None)
