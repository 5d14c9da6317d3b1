"""From a row of a figure to the row of the sheet: cell by cell what the file said and what is stored; and what it feeds."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.navigation import PAGES
from components.page.cache import seen
from components.page.visit import Visit, link
from components.text import format, lineage
from queries import Book
from queries.downstream import Downstream, downstream
from queries.lineage import Cell, Line, Trace, trace
from queries.scope import Key

NOT_FROM_A_CELL = "no cell: answered, or by a rule"
BLANK = "(blank)"
WIDTHS = {
    "Column": 125,
    "Cell": 62,
    "The file said": 190,
    "Corrected to": 110,
    "Stored": 160,
    "Counted as": 200,
}
"""Pixels of the columns, so that a sentence in a cell leaves room for what is stored of it."""
PLACE = ("version", "sheet", "source_row")
"""The columns that say where a row of a listing stood."""


def show(visit: Visit, version: int, sheet: str, source_row: int, key: str) -> None:
    """A row of a sheet as it came and as it is stored, and the figures it feeds. `key` tells one from the others on a page."""
    found = _cached_trace(*seen(visit), (version, sheet, source_row), visit.book)
    if not found.lines:
        st.caption(
            format.escape_markdown(
                f"Nothing is stored from {sheet}, row {source_row}, of version {version}: the row was left out, the upload "
                "was purged, or it is not yours to see."
            )
        )
        return
    st.markdown(f"**{format.escape_markdown(lineage.headline(found))}**")
    st.caption(format.typeset(format.escape_markdown(lineage.origin(found.lines[0]))))
    if not found.is_active:
        st.caption("It no longer stands: a later upload or a withdrawal has taken its place. Shown as it was uploaded.")
    for at, line in enumerate(found.lines):
        _line(visit, line, len(found.lines) > 1, f"{key}-{at}")
    if found.is_active:
        _uses(visit, _cached_downstream(*seen(visit), (version, sheet, source_row), visit.book, found))


def table(cells: Sequence[Cell], *, has_cells: bool = True) -> pd.DataFrame:
    """The cells of a row: column, address, what the file said, what was typed instead, what is stored, how it counts; only
    the values where they stood in no cell."""
    rows = [
        {
            "Column": cell.column.replace("_", " "),
            "Cell": cell.cell or "–",
            "The file said": (cell.as_read or BLANK) if cell.cell else NOT_FROM_A_CELL,
            "Corrected to": cell.corrected,
            "Stored": cell.stored,
            "Counted as": cell.counted,
        }
        for cell in cells
    ]
    frame = pd.DataFrame(rows)
    if not has_cells:
        frame = frame.drop(columns=["Cell", "The file said"])
    return frame.loc[:, [name for name in frame.columns if (frame[name] != "").any()]]


def place_of(frame: pd.DataFrame, at: int) -> tuple[int, str, int] | None:
    """Where a row of a listing stood; None where it is no row of a sheet."""
    if not set(PLACE) <= set(frame.columns):
        return None
    version, sheet, row = (frame.iloc[at][name] for name in PLACE)
    if pd.isna(version) or pd.isna(sheet) or pd.isna(row):
        return None
    return int(version), str(sheet), int(row)


def _line(visit: Visit, line: Line, is_one_of_several: bool, key: str) -> None:
    if is_one_of_several:
        st.markdown(f"*{format.escape_markdown(_in_dataset(line))}*")
    if line.withheld:
        st.caption(line.withheld)
        return
    if line.rows_behind:
        st.caption(
            format.escape_markdown(
                f"Rolled up from the rows {line.rows_behind} of the file; its values stand in no cell."
            )
        )
    elif not line.has_cells:
        st.caption("It was stored before the place of every value was kept: only the row is known.")
    frame = table(line.cells, has_cells=line.has_cells)
    alt = f"The cells of {line.sheet}, row {line.source_row}"
    widths = {name: st.column_config.Column(width=WIDTHS[name]) for name in frame.columns}
    st.dataframe(
        frame, hide_index=True, height="content", placeholder="", alt=alt, key=f"{key}-cells", column_config=widths
    )
    if line.extra:
        st.caption("Columns no figure uses, kept with the row:")
        beside = pd.DataFrame({"Column": list(line.extra), "The file said": list(line.extra.values())})
        half = dict.fromkeys(beside.columns, st.column_config.Column(width=280))
        st.dataframe(
            beside,
            hide_index=True,
            height="content",
            alt="Columns no figure uses",
            key=f"{key}-extra",
            column_config=half,
        )


def _in_dataset(line: Line) -> str:
    what = next(iter((line.names or {}).values()), "")
    period = next((cell.stored for cell in line.cells if cell.column in ("period", "reporting_on")), "")
    return format.DOT.join(part for part in (f"In {line.dataset}", what, period) if part)


def _uses(visit: Visit, found: Downstream) -> None:
    """The figures that list the row, page by page, and what was found about it."""
    st.markdown(f"**{lineage.listing_figures(found.figures)}**")
    for name, figures in lineage.figures_by_page(found.figures).items():
        with st.container(gap=None):
            title = PAGES[name].title
            if name in visit.pages and name != visit.page:
                link(visit.pages, name, title)
            else:
                st.markdown(f"{title}{' (this page)' if name == visit.page else ''}")
            st.caption(format.typeset(format.escape_markdown(format.DOT.join(figures))))
    if found.rests_on:
        number, verb = len(found.rests_on), format.inflect(len(found.rests_on), "is", "are")
        st.caption(
            f"{format.plural(number, 'more figure' if found.figures else 'figure')} {verb} computed from this sheet as "
            "well, and may list another of its rows (the latest of a tool or an initiative), or rows of another sheet."
        )
    for finding in found.found:
        st.markdown(format.typeset(format.escape_markdown(lineage.finding(finding))))


@st.cache_data(show_spinner=False, max_entries=200)
def _cached_trace(store: tuple[str, int], seen: Key, place: tuple[int, str, int], _book: Book) -> Trace:
    """Traces by store, version, scope and row."""
    return trace(_book, *place)


@st.cache_data(show_spinner="Looking up the figures", max_entries=200)
def _cached_downstream(
    store: tuple[str, int], seen: Key, place: tuple[int, str, int], _book: Book, _traced: Trace
) -> Downstream:
    """What a row feeds, by store, version, scope and row."""
    return downstream(_book, _traced)
