"""A click on a mark of a chart: a business unit filters the page to it, anything else opens the rows behind it."""

from collections.abc import Callable, Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from components import theme
from components.page import explain
from components.page.filter_bar import UNITS
from components.page.visit import Visit
from components.text import format
from queries import VIEWS, Detector, Listing, Subject, View

UNIT = "business_unit"


@st.fragment
def chart(
    visit: Visit, figure: go.Figure, name: str, alt: str, subjects: Sequence[Subject], ask: Callable[[Subject], Listing]
) -> None:
    """A chart; where its marks say what they open (`house.opens`), a click does. `ask` is asked for the rows."""
    shown: dict[str, Any] = {"theme": None, "config": theme.CONFIG, "alt": alt}
    if not any(trace.customdata is not None for trace in figure.data):
        st.plotly_chart(figure, key=name, **shown)
        return
    state = st.session_state.setdefault(f"{name}-clicked", {"turn": 0, "opened": "", "is_filter": False})
    if state.pop("is_filter", False):
        st.rerun()
    key = f"{name}-{state['turn']}"  # another key after each filter or closing, for a selection cannot be taken back
    st.plotly_chart(
        figure, key=key, on_select=lambda: _clicked(state, st.session_state[key]), selection_mode="points", **shown
    )
    if state["opened"]:
        _rows(visit, state, name, subjects, ask)


def _clicked(state: dict[str, Any], event: Any) -> None:
    """Take a click: filter to a unit (a second click takes the filter off again), or remember what to open."""
    said = [told(point.get("customdata")) for point in event["selection"]["points"]]
    column, _, value = next((one for one in said if one), "").partition("=")
    if not column:
        return
    if column == UNIT:
        st.session_state[UNITS] = [] if st.session_state.get(UNITS) == [value] else [value]
        state |= {"turn": state["turn"] + 1, "opened": "", "is_filter": True}
    else:
        state["opened"] = f"{column}={value}"


def told(customdata: Any) -> str:
    """What a mark says it opens; Plotly hands it over alone or as a list of one."""
    one = customdata[0] if isinstance(customdata, list | tuple) and customdata else customdata
    return one if isinstance(one, str) and "=" in one else ""


def _rows(
    visit: Visit, state: dict[str, Any], name: str, subjects: Sequence[Subject], ask: Callable[[Subject], Listing]
) -> None:
    column, _, value = state["opened"].partition("=")
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{format.escape_markdown(column.replace('_', ' ').capitalize())}: {format.escape_markdown(value)}**"
            )
            st.space("stretch")
            st.button("Close", type="tertiary", key=f"{name}-close", on_click=_close, args=(state,))
        found = behind(column, value, subjects, ask)
        if found is None:
            st.caption("No single row stands behind this mark.")
        else:
            explain.rows(found.frame, f"{found.view.title} {value}", f"{name}-opened", visit=visit)


def _close(state: dict[str, Any]) -> None:
    state |= {"turn": state["turn"] + 1, "opened": ""}


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
