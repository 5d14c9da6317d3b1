"""A chart to take along by itself: as a picture, as a drawing that can be scaled, as the figures behind it."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from components.charts import rendering
from components.page import cache, filter_bar
from components.page.visit import Visit
from components.text import downloads, format
from components.theme import Drawn
from queries import Answer, Metric, Row, Subject

WIDTHS = {"wide": 800, "narrow": 400}  # pixels
DRAWINGS: dict[rendering.Kind, tuple[str, str]] = {"png": ("PNG", "image/png"), "svg": ("SVG", "image/svg+xml")}
ALL = "all"


def offer(visit: Visit, subjects: Sequence[Subject], drawn: Drawn, key: str) -> None:
    """The chart as PNG and SVG, made when it is asked for, and what it is computed from as CSV."""
    if drawn.figure is not None:
        _pictures(visit, drawn, key)
    if subjects and visit.person.may("viewer") and not visit.book.scope.withholds_rows:
        content = downloads.table(behind(visit, subjects))
        st.markdown("**CSV.** The figures behind the chart: by quarter and by unit, or row by row where it is a list.")
        st.download_button(
            "Download CSV",
            content,
            file_name=downloads.file_name(drawn.finding, content),
            mime="text/csv",
            on_click="ignore",
            key=f"csv-{key}",
        )


def behind(visit: Visit, subjects: Sequence[Subject]) -> pd.DataFrame:
    """What a chart is computed from as one table: each metric by quarter and by unit, each listing row by row.

    Rates are fractions, as they are computed. The first column says which figure a row is of.
    """
    frames = []
    for subject in subjects:
        if isinstance(subject, Metric):
            found = [row for answer in _answers(visit, subject) for row in answer.rows]
            frame = pd.DataFrame([_figure(row) for row in dict.fromkeys(found)])
        else:
            frame = cache.listing(visit, subject).frame
        frame = frame.copy()
        frame.insert(0, "figure", subject.title)
        frames.append(frame)
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)


def _answers(visit: Visit, metric: Metric) -> tuple[Answer, Answer]:
    return cache.metric(visit, metric, "quarter"), cache.metric(visit, metric, "unit")


def _pictures(visit: Visit, drawn: Drawn, key: str) -> None:
    if rendering.chromium() is None:
        st.caption(format.escape_markdown(rendering.WANTING))
        return
    st.markdown("**PNG, SVG.** The chart with its finding, its source and the scope. Drawing takes a few seconds.")
    width = WIDTHS[visit.viewport.width]
    scope = filter_bar.caption(visit.opened, visit.book.scope)
    picture = rendering.framed(
        drawn, visit.viewport, width, f"sample data, {scope}" if visit.opened.is_sample else scope
    )
    name_of = partial(downloads.file_name, drawn.finding, picture.drawn_from)
    with st.container(horizontal=True, gap="small"):
        for ending, (name, mime) in DRAWINGS.items():
            st.download_button(
                f"Download {name}",
                partial(_file, picture, ending),
                mime=mime,
                on_click="ignore",
                file_name=name_of(ending),
                key=f"{ending}-{key}",
            )


def _file(picture: rendering.Picture, ending: rendering.Kind) -> bytes:
    """The picture; Streamlit says that a file could not be made where this raises."""
    return rendering.drawn([picture], ending)[0]


def _figure(row: Row) -> dict[str, object]:
    return {
        "quarter": row.period or ALL,
        "unit": row.business_unit or ALL,
        "value": row.value,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "low": row.low,
        "high": row.high,
        "cases": row.n,
        "state": row.state,
    }
