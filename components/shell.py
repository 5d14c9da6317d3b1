"""The frame of every page: the table of contents, the filter bar, the scope in one line; then the page itself."""

from pathlib import Path

import streamlit as st

from components import access, commentary, filters, session, take_along, words
from components.contents import CONTENTS
from components.house import Look
from components.opening import SPREADSHEET, TEMPLATE_NAME, Opened, blank_workbook, shown
from queries import Book, Scope

ROOT = Path(__file__).resolve().parents[1]
PAPER_WIDTH = 1400  # pixels; a line of text or a chart wider than this is hard to read
SAMPLE = "A made-up portfolio, shown until your first upload replaces it."


def pages() -> dict[str, dict[str, st.Page]]:
    """Group -> name -> page, of those whose file is there, in the order of the contents."""
    return {
        group: {
            name: st.Page(path, title=title, url_path=name, default=name == "board")
            for name, title in contents.items()
            if (path := ROOT / "pages" / f"{name}.py").exists()
        }
        for group, contents in CONTENTS.items()
    }


def top(opened: Opened, look: Look, names: frozenset[str]) -> tuple[Scope, list[str]]:
    """The filters; where the figures are made up, the template and the upload one click away.

    The scope chosen, and a sentence for all that cannot be.
    """
    with st.container(horizontal=not look.is_narrow, vertical_alignment="center", gap="small"):
        chosen = filters.bar(opened, look)
        if opened.is_sample:
            if not look.is_narrow:
                st.space("stretch")
            with st.container(
                horizontal=True, vertical_alignment="center", gap="small",
                width="stretch" if look.is_narrow else "content",
            ):  # fmt: skip
                _offer(opened, names)
    return chosen


def _offer(opened: Opened, names: frozenset[str]) -> None:
    st.download_button(
        "Download the template", lambda: blank_workbook(opened), file_name=TEMPLATE_NAME, mime=SPREADSHEET,
        on_click="ignore", type="tertiary", icon=":material/download:",
    )  # fmt: skip
    session.link(names, "upload", "Upload your own", icon=":material/upload:")


def run() -> None:
    """Everything, once, for one visitor."""
    st.set_page_config(page_title="Gapboard", page_icon=str(ROOT / "components" / "icon.svg"), layout="wide")
    groups = {group: found for group, found in pages().items() if found}
    names = frozenset(name for found in groups.values() for name in found)
    page = st.navigation({group: list(found.values()) for group, found in groups.items()}, position="top")
    with st.spinner("Opening the store"):  # seen only where it takes a while: the first visitor after a start
        opened = shown(access.role)
    look = session.look()
    with st.container(horizontal=True, horizontal_alignment="center"), st.container(width=PAPER_WIDTH):
        scope, says = top(opened, look, names)
        for sentence in says:
            st.warning(words.plain(sentence))
        book = Book(opened.store.connection, scope)
        visit = session.Visit(opened, book, look, page.url_path or "board", names, access.person())
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if opened.is_sample:
                st.markdown(f":primary-background[**Sample data.** {SAMPLE}]", width="content")
            if line := filters.caption(opened, scope):
                st.caption(words.typeset(words.plain(f"AI portfolio{words.DOT}{line}")), width="content")
            st.space("stretch")
            commentary.offer(visit)
            take_along.offer(visit)
        session.hand_over(visit)
        page.run()


run()
