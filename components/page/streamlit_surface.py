"""A page in a browser: each block is drawn by Streamlit as it comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import streamlit as st

from components import theme
from components.page import chart_clicks, explain
from components.page.blocks import (
    Block,
    Chart,
    Columns,
    Download,
    Expander,
    Figure,
    Figures,
    Gap,
    Grid,
    Header,
    Heading,
    Link,
    Note,
    Openable,
    Place,
    Point,
    Quoted,
    Sparkline,
    Table,
    Tabs,
    Text,
)
from components.page.cache import listing
from components.page.visit import Visit, link
from components.text import format

FULL_STRIP = 5  # figures that fill a desktop's width
LINK_INDENT = 8  # pixels that Streamlit keeps before the label of a link


@dataclass
class Screen:
    """The surface of one run for one visitor."""

    visit: Visit

    def __post_init__(self) -> None:
        self._header = st.empty()

    def header(self, header: Header) -> None:
        with self._header.container():
            st.title(_shown(header.finding), anchor=False)
            st.caption(_shown(header.question))

    def columns(self, spec: int | Sequence[float], gap: Gap) -> Sequence[Place]:
        return st.columns(spec, gap="small" if self.visit.viewport.is_narrow else gap)

    def tabs(self, names: Sequence[str]) -> Sequence[Openable]:
        return st.tabs(names, on_change="rerun", key=f"{self.visit.page}-{'-'.join(names)}")

    def expander(self, name: str, is_lazy: bool) -> Openable:
        on_change: Literal["rerun", "ignore"] = "rerun" if is_lazy else "ignore"
        return st.expander(_shown(name), type="compact", on_change=on_change, key=f"{self.visit.page}-{name}")

    def nothing(self) -> None:
        explain.empty(self.visit)

    def put(self, block: Block) -> None:
        match block:
            case Chart():
                self._chart(block)
            case Sparkline(drawn, key):
                if drawn.figure is not None:
                    alt = drawn.alt or drawn.finding
                    st.plotly_chart(
                        drawn.figure, key=f"{self.visit.page}-{key}", theme=None, config=theme.CONFIG, alt=alt
                    )
            case Figures(figures):
                self._figures(figures)
            case Table():
                _table(block)
            case Grid(frame):
                cells = frame.map(lambda cell: _shown(str(cell)))
                st.table(cells, border="horizontal", hide_index=True)
            case Download(frame, title):
                explain.download(frame, title, self.visit.page)
            case Heading(text):
                _heading(text)
            case Text(text):
                st.markdown(_shown(text))
            case Note(text):
                st.caption(_shown(text))
            case Quoted(benchmarks):
                explain.quoted(benchmarks)
            case Link(page, label):
                link(self.visit.pages, page, format.escape_markdown(label))
            case Columns() | Tabs() | Expander():
                raise TypeError("on a screen, blocks are put into the places that columns, tabs and folds open")

    def _chart(self, chart: Chart) -> None:
        drawn, name = chart.drawn, f"{self.visit.page}-{chart.key}"
        with st.container(gap="small"):
            _heading(drawn.finding)
            if drawn.subtitle:
                st.caption(_shown(drawn.subtitle))
            if drawn.figure is not None:
                ask_rows = partial(listing, self.visit)
                chart_clicks.chart(self.visit, drawn.figure, name, drawn.alt or drawn.finding, chart.subjects, ask_rows)
            for point in chart.points:
                self._point(point)
            self._footer(chart, name)

    def _footer(self, chart: Chart, name: str) -> None:
        """What stands under a chart: its reading, and how it is computed."""
        explain.footer(self.visit, chart.subjects, chart.drawn, name)

    def _figures(self, figures: Sequence[Figure]) -> None:
        """Five in a row on a desktop, two across on a telephone; those that cannot be known yet in a line beneath."""
        narrow = self.visit.viewport.is_narrow
        known = [figure for figure in figures if figure.value != format.NOT_KNOWN]
        spread: Literal["distribute", "left"] = "distribute" if narrow or len(known) >= FULL_STRIP else "left"
        with st.container(horizontal=True, horizontal_alignment=spread, gap="medium"):
            for figure in known:
                with st.container(width=165 if narrow else 228, gap=None):
                    help = None if narrow else format.escape_markdown(figure.explains) or None
                    st.metric(format.escape_markdown(figure.label), format.typeset(figure.value), help=help)
                    if figure.beside:  # a caption and not the metric's own delta, which cuts what is too long for it
                        st.caption(_shown(figure.beside))
        if says := not_known_yet(figures):
            self.put(Note(says))

    def _point(self, point: Point) -> None:
        """A line that is a link where the visitor has that page; what stands beneath it stands back."""
        says = f"**{_shown(point.lead)}** {_shown(point.text)}" if point.lead else _shown(point.text)
        with st.container(gap=None):
            if point.page in self.visit.pages:
                link(self.visit.pages, point.page, says)
            elif not point.leads_on:
                st.markdown(says)
            if point.more:
                with st.container(horizontal=True, gap=None):
                    st.space(LINK_INDENT)
                    with st.container(width="stretch"):
                        st.caption(_shown(point.more))


def not_known_yet(figures: Sequence[Figure]) -> str:
    """The figures that cannot be known yet, those that wait for the same together; empty where all are known."""
    by_need: dict[str, list[str]] = {}
    for figure in figures:
        if figure.value == format.NOT_KNOWN:
            by_need.setdefault(figure.beside, []).append(figure.label)
    says = [
        f"{format.DOT.join(labels)}{reason.removeprefix('Not enough data').replace(': needs', ' (needs', 1)}{')' if ': needs' in reason else ''}"
        for reason, labels in by_need.items()
    ]
    return f"Not enough data yet: {'; '.join(says)}." if says else ""


def _table(table: Table) -> None:
    if table.is_headed:
        _heading(table.title)
    if table.message:
        st.caption(format.escape_markdown(table.message))
    else:
        explain.rows(table.frame, table.title, formatted=table.formatted)


def _heading(text: str) -> None:
    """A section's head with the rule under it."""
    st.subheader(_shown(text), divider="gray", anchor=False)


def _shown(text: str) -> str:
    """A sentence that may hold names from a sheet, as a heading or caption may show it."""
    return format.typeset(format.escape_markdown(text))
