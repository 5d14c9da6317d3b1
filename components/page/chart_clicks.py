"""A click on a mark of a chart: a business unit filters the page to it, anything else opens the rows behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from components import theme
from components.page import explain
from components.page.filter_bar import UNITS
from components.page.visit import Visit
from components.text import format
from queries import VIEWS, Detector, Listing, Subject, View

UNIT = "business_unit"
Selection = Mapping[str, Mapping[str, Sequence[Mapping[str, object]]]]
"""What Streamlit hands over of a chart that was clicked: under `selection` its `points`."""


@dataclass
class Clicks:
    """What a visitor's clicks on a chart have come to: the rows that are `opened` (`column=value`), the filter they set.

    `turn` counts the filters and the closings: each gives the chart another key, for a selection cannot be taken back.
    """

    turn: int = 0
    opened: str = ""
    is_filter: bool = False

    def start_anew(self, is_filter: bool = False) -> None:
        self.turn, self.opened, self.is_filter = self.turn + 1, "", is_filter


@st.fragment
def chart(
    visit: Visit, figure: go.Figure, name: str, alt: str, subjects: Sequence[Subject], ask: Callable[[Subject], Listing]
) -> None:
    """A chart; where its marks say what they open (`theme.opens`), a click does. `ask` is asked for the rows."""
    draw = partial(st.plotly_chart, figure, theme=None, config=theme.CONFIG, alt=alt)
    if not any(trace.customdata is not None for trace in figure.data):
        draw(key=name)
        return
    clicks: Clicks = st.session_state.setdefault(f"{name}-clicked", Clicks())
    if clicks.is_filter:
        clicks.is_filter = False
        st.rerun()
    key = f"{name}-{clicks.turn}"
    draw(key=key, on_select=lambda: _take(clicks, st.session_state[key]), selection_mode="points")
    if clicks.opened:
        _rows(visit, clicks, name, subjects, ask)


def _take(clicks: Clicks, event: Selection) -> None:
    """Take a click: filter to a unit (a second click takes the filter off again), or remember what to open."""
    opens = map(opened_by, (point.get("customdata") for point in event["selection"]["points"]))
    column, _, value = next(filter(None, opens), "").partition("=")
    if not column:
        return
    if column == UNIT:
        st.session_state[UNITS] = [] if st.session_state.get(UNITS) == [value] else [value]
        clicks.start_anew(is_filter=True)
    else:
        clicks.opened = f"{column}={value}"


def opened_by(customdata: object) -> str:
    """What a mark says it opens; Plotly hands it over alone or as a list of one."""
    opens = customdata[0] if isinstance(customdata, list | tuple) and customdata else customdata
    return opens if isinstance(opens, str) and "=" in opens else ""


def _rows(
    visit: Visit, clicks: Clicks, name: str, subjects: Sequence[Subject], ask: Callable[[Subject], Listing]
) -> None:
    column, _, value = clicks.opened.partition("=")
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{format.escape_markdown(column.replace('_', ' ').capitalize())}: {format.escape_markdown(value)}**"
            )
            st.space("stretch")
            st.button("Close", type="tertiary", key=f"{name}-close", on_click=clicks.start_anew)
        found = behind(column, value, subjects, ask)
        if found is None:
            st.caption("No single row stands behind this mark.")
        else:
            explain.rows(found.frame, f"{found.view.title} {value}", f"{name}-opened", visit=visit)


def behind(column: str, value: str, subjects: Sequence[Subject], ask: Callable[[Subject], Listing]) -> Listing | None:
    """The rows in which a column has a value: of the rows behind the chart if they know it, else of its own listing."""
    listed = [VIEWS[subject.rows] for subject in subjects if subject.rows]
    own = [subject for subject in subjects if isinstance(subject, View | Detector)]
    for subject in (*listed, *own):
        listing = ask(subject)
        if column in listing.frame.columns:
            rows = listing.frame[listing.frame[column].astype(str) == value]
            if len(rows):
                return Listing(listing.view, listing.scope, rows)
    return None
