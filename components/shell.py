"""The frame of every page: the table of contents, the filter bar, the scope in one line; then the page itself."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from components import sign_in_screen
from components.auth import authorization
from components.exports import dialog as exports_dialog
from components.history import notes
from components.navigation import HOME, PAGES
from components.page import filter_bar
from components.page import visit as page_visit
from components.page.streamlit_surface import Screen
from components.page.writing import write
from components.share import dialog, shell
from components.stores import SPREADSHEET, TEMPLATE_NAME, Opened, blank_workbook, shown
from components.streamlit_internals import running
from components.text import format
from components.theme import Viewport
from queries import Scope

ROOT = Path(__file__).resolve().parents[1]
PAPER_WIDTH = 1400  # pixels; a line of text or a chart wider than this is hard to read
ICON = f"data:image/svg+xml;base64,{b64encode((ROOT / 'components' / 'icon.svg').read_bytes()).decode()}"
"""In the page itself: a file of its own would be one that whoever has not signed in cannot fetch."""
SAMPLE = "A made-up portfolio, shown until your first upload replaces it."


def pages(person: authorization.Person) -> dict[str, st.Page]:
    """Name -> page, of those that somebody may open, in their order."""
    return {
        name: st.Page(info.path, title=info.title, url_path=name, default=name == HOME)
        for name, info in PAGES.items()
        if person.may(info.role)
    }


def top(opened: Opened, viewport: Viewport, names: frozenset[str]) -> tuple[Scope, list[str]]:
    """The filters; where the figures are made up, the template and the upload one click away.

    The scope chosen, and a sentence for all that cannot be.
    """
    with st.container(horizontal=not viewport.is_narrow, vertical_alignment="center", gap="small"):
        chosen = filter_bar.bar(opened, viewport)
        if opened.is_sample:
            if not viewport.is_narrow:
                st.space("stretch")
            with st.container(
                horizontal=True,
                vertical_alignment="center",
                gap="small",
                width="stretch" if viewport.is_narrow else "content",
            ):
                _offer(opened, names)
    return chosen


def _offer(opened: Opened, names: frozenset[str]) -> None:
    st.download_button(
        "Download the template",
        lambda: blank_workbook(opened),
        file_name=TEMPLATE_NAME,
        mime=SPREADSHEET,
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
    page_visit.link(names, "upload", "Upload your own", icon=":material/upload:")


@contextmanager
def _paper() -> Iterator[None]:
    """The middle of a wide window."""
    with st.container(horizontal=True, horizontal_alignment="center"), st.container(width=PAPER_WIDTH):
        yield


def run() -> None:
    """Everything, once, for one visitor."""
    st.set_page_config(page_title="Gapboard", page_icon=ICON, layout="wide")
    if shell.is_asked():
        with _paper():
            shell.run(notes.show)
        return
    person = authorization.person()
    if not person.may("link"):
        sign_in_screen.in_place_of_pages()
        return
    opens = pages(person)
    names = frozenset(opens)
    groups: dict[str, list[st.Page]] = {}
    for name, found in opens.items():
        groups.setdefault(PAGES[name].group, []).append(found)
    shut = [sign_in_screen.refused(name) for name in PAGES if name not in names]
    page = st.navigation(groups | {"Not for you": shut}, position="top")
    if page in shut:
        page.run()
        return
    with st.spinner("Opening the store"):  # seen only where it takes a while: the first visitor after a start
        opened = shown(authorization.live_role())
    viewport = page_visit.viewport()
    with _paper():
        scope, says = top(opened, viewport, names)
        for sentence in says:
            st.warning(format.escape_markdown(sentence))
        book = opened.book(scope)
        visit = page_visit.Visit(opened, book, viewport, page.url_path or HOME, names, person)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if opened.is_sample:
                st.markdown(f":primary-background[**Sample data.** {SAMPLE}]", width="content")
            if line := filter_bar.caption(opened, scope):
                st.caption(format.typeset(format.escape_markdown(f"AI portfolio{format.DOT}{line}")), width="content")
            if not viewport.is_narrow:
                st.space("stretch")
            with st.container(
                horizontal=True,
                vertical_alignment="center",
                gap="small",
                width="stretch" if viewport.is_narrow else "content",
            ):
                notes.offer(visit)
                exports_dialog.offer(visit, notes.comments_of)
                dialog.offer(visit, notes.comments_of)
                sign_in_screen.account(person)
        with running(page):
            surface = Screen(visit)
            notes.show(visit)
            write(visit, surface)


run()
