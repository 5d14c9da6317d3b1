"""The frame of every page: the table of contents, the filter bar, the scope in one line; then the page itself."""

from pathlib import Path

import streamlit as st

from components import filters, session, words
from components.opening import Opened, blank_workbook, shown
from queries import Book

ROOT = Path(__file__).resolve().parents[1]
# Group -> page file -> its name in the navigation, in this order.
CONTENTS = {
    "": {"board": "Board"},
    "Money": {"money": "Money"},
    "Pilots": {"funnel": "Funnel", "registry": "Registry"},
    "Ability": {"maturity": "Maturity"},
    "Data": {"upload": "Upload", "methods": "Methods"},
}
PAPER_WIDTH = 1400  # pixels; a line of text or a chart wider than this is hard to read
TEMPLATE_NAME = "gapboard-template.xlsx"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


def banner(opened: Opened, names: frozenset[str]) -> None:
    """Where the figures are made up, that they are; with the template and the upload one click away."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("**Sample data.** A made-up portfolio, shown until your first upload replaces it.", width="content")
        st.space("stretch")
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
        opened = shown()
    look = session.look()
    with st.container(horizontal=True, horizontal_alignment="center"), st.container(width=PAPER_WIDTH):
        if opened.is_sample:
            banner(opened, names)
        scope, says = filters.bar(opened, look)
        for sentence in says:
            st.warning(words.plain(sentence))
        if line := filters.caption(opened, scope):
            st.caption(words.typeset(words.plain(f"AI portfolio{words.DOT}{line}")))
        book = Book(opened.store.connection, scope)
        session.hand_over(session.Visit(opened, book, look, page.url_path or "board", names))
        page.run()


run()
