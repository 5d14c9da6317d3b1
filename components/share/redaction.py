"""A page as whoever came by a link sees it: figures and charts, no rows, nothing that opens or filters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go
import streamlit as st

from components.page import explain
from components.page.blocks import (
    Block,
    Chart,
    Columns,
    Download,
    Expander,
    Grid,
    Note,
    RecordedPage,
    Sparkline,
    Table,
    Tabs,
)
from components.page.streamlit_surface import Screen
from components.page.visit import Visit
from components.text import format
from components.theme import Drawn
from queries import Subject

OF_UNITS = frozenset({"What opens the next level"})
"""Titles of the tables that are shown: each of their rows sums up a unit. All others list initiatives, tools, contracts."""
WITHHELD = "a table of single rows, which is not part of a link."


def redacted(block: Block) -> Block | None:
    """What is left of a block; None where nothing is. What was redacted already stays as it is."""
    match block:
        case Download():
            return None
        case Table(title, frame) if not block.message:
            return Grid(frame) if title in OF_UNITS else Note(f"{title}: {WITHHELD}")
        case Chart(drawn) | Sparkline(drawn):
            return replace(block, drawn=still(drawn))
        case Columns(widths, columns):
            return Columns(widths, tuple(map(redacted_blocks, columns)))
        case Tabs(parts):
            return Tabs(tuple(replace(part, blocks=redacted_blocks(part.blocks)) for part in parts))
        case Expander(part):
            return Expander(replace(part, blocks=redacted_blocks(part.blocks)))
    return block


def redacted_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(block for block in map(redacted, blocks) if block is not None)


def redacted_page(page: RecordedPage) -> RecordedPage:
    """What is left of a whole page."""
    return replace(page, blocks=redacted_blocks(page.blocks))


def still(drawn: Drawn) -> Drawn:
    """A chart whose marks open nothing, and do not say which rows they stand for."""
    if drawn.figure is None or all(trace.customdata is None for trace in drawn.figure.data):
        return drawn
    figure = go.Figure(drawn.figure)  # the chart itself is shared with those who may open its marks
    for trace in figure.data:
        trace.customdata = None
    return replace(drawn, figure=figure)


@dataclass
class LinkScreen(Screen):
    """The surface of one run for one visitor of a link. `explains`: the code that computed the figures is still ours."""

    visit: Visit
    explains: bool = True

    def nothing(self) -> None:
        st.stop()

    def put(self, block: Block) -> None:
        if (shown := redacted(block)) is not None:
            super().put(shown)

    def _footer(self, chart: Chart, name: str) -> None:
        _chart_footer(self.visit, chart.subjects if self.explains else (), chart.drawn, name)


@st.fragment
def _chart_footer(visit: Visit, subjects: Sequence[Subject], drawn: Drawn, key: str) -> None:
    """The line under a chart: n and source; how it is computed in words and SQL, without the rows."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        reading = format.DOT.join(part for part in (drawn.n, drawn.source) if part)
        st.caption(format.typeset(format.escape_markdown(reading)) or "\u00a0", width="content")
        st.space("stretch")
        if subjects:
            how = st.popover("How is this computed?", type="tertiary", on_change="rerun", key=f"how-{key}")
            with how, st.container(height=explain.FRAME_HEIGHT, width=explain.FRAME_WIDTH, border=False):
                if how.open:
                    _explained(visit, subjects, key)


def _explained(visit: Visit, subjects: Sequence[Subject], key: str) -> None:
    subject = explain.chosen(subjects, key)
    in_words, sql, beside = st.tabs(["In words", "SQL", "Quoted figures"])
    with in_words:
        explain.defined(visit, subject)
    with sql:
        st.code(subject.sql, language="sql", wrap_lines=True, height=320)
    with beside:
        explain.quoted_on(subject)
