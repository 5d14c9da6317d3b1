"""Rows of dots in several columns: the same question asked of each unit, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from components.text import format
from components.theme import SIZE, SMALL, Viewport, opens, write

PITCH = 1.32  # columns stand so far apart, each being 1 wide: room for a figure beside the widest interval
ROW = {"wide": 34, "narrow": 58}  # pixels: on a telephone the row's name stands above it


@dataclass(frozen=True)
class Dot:
    """A mark in a cell, at 0 to 1 across it, with its interval; or `text` where there is nothing to mark.

    `label` and `text` are Plotly text.
    """

    at: float | None = None
    low: float | None = None
    high: float | None = None
    label: str = ""
    spoken: str = ""
    is_accent: bool = False
    is_few: bool = False
    text: str = ""


def panels(
    figure: go.Figure,
    viewport: Viewport,
    columns: Sequence[str],
    rows: Sequence[str],
    cells: Mapping[tuple[str, str], Dot],
    *,
    half: float | None = None,
) -> int:
    """Draw each row's dots, column by column, from above to below; returns the height the figure needs.

    `rows` are units: a click on a dot filters to its unit. `half`: where a dotted line stands in each column.
    """
    drawn = [
        (len(rows) - 1 - line, at * PITCH, row, cells[row, column])
        for line, row in enumerate(rows)
        for at, column in enumerate(columns)
        if (row, column) in cells
    ]
    _grid(figure, viewport, len(columns), len(rows), half)
    for place, start, _, dot in drawn:
        if dot.low is not None and dot.high is not None:
            colour = viewport.accent if dot.is_accent else viewport.context
            _line(figure, colour, start + dot.low, start + dot.high, place, 5)
    _marks(
        figure, viewport, [(place, start + dot.at, row, dot) for place, start, row, dot in drawn if dot.at is not None]
    )
    for place, start, _, dot in drawn:
        _say(figure, viewport, place, start, dot)
    _headings(figure, viewport, columns, rows)
    figure.update_yaxes(
        tickmode="array",
        tickvals=[] if viewport.is_narrow else list(range(len(rows))),
        showticklabels=not viewport.is_narrow,
        ticktext=[format.escape_html(format.shorten(row, 26)) for row in reversed(rows)],
        tickfont={"color": viewport.ink},
        range=[-0.6, len(rows) + (0.35 if viewport.is_narrow else 0.45)],
        visible=not viewport.is_narrow,
        showline=False,
    )
    width = len(columns) * PITCH - (PITCH - 1)
    figure.update_xaxes(visible=False, range=[-0.04, width + (0.06 if viewport.is_narrow else PITCH - 1)])
    return int(ROW[viewport.width] * (len(rows) + 0.95)) + 12


def _grid(figure: go.Figure, viewport: Viewport, columns: int, rows: int, half: float | None) -> None:
    """The lines that the dots stand on, and the dotted one through them."""
    for at in range(columns):
        for place in range(rows):
            _line(figure, viewport.line, at * PITCH, at * PITCH + 1, place, 1)
        if half is not None:
            figure.add_shape(
                type="line",
                x0=at * PITCH + half,
                x1=at * PITCH + half,
                y0=-0.5,
                y1=rows - 0.4,
                layer="below",
                line={"color": viewport.grey, "width": 1, "dash": "dot"},
            )


def _marks(figure: go.Figure, viewport: Viewport, marked: Sequence[tuple[int, float, str, Dot]]) -> None:
    edges = [viewport.accent if dot.is_accent else viewport.grey for *_, dot in marked]
    fills = [viewport.paper if dot.is_few else edge for (*_, dot), edge in zip(marked, edges, strict=True)]
    figure.add_scatter(
        x=[x for _, x, *_ in marked],
        y=[place for place, *_ in marked],
        mode="markers",
        marker={"color": fills, "size": 6 if viewport.is_narrow else 9, "line": {"color": edges, "width": 1.5}},
        hovertext=[format.escape_html(dot.spoken) for *_, dot in marked],
        hoverinfo="text",
        cliponaxis=False,
        customdata=opens("business_unit", [row for _, _, row, _ in marked]),
    )


def _headings(figure: go.Figure, viewport: Viewport, columns: Sequence[str], rows: Sequence[str]) -> None:
    """The columns' names above them; on a telephone each row's above it."""
    for at, column in enumerate(columns):
        write(
            figure,
            viewport,
            f"<b>{column}</b>",
            x=at * PITCH,
            y=len(rows) - (0.22 if viewport.is_narrow else 0.3),
            yanchor="bottom",
            size=SMALL if viewport.is_narrow else SIZE,
        )
    if viewport.is_narrow:
        for line, row in enumerate(rows):
            write(
                figure,
                viewport,
                format.escape_html(format.shorten(row, 40)),
                x=0,
                y=len(rows) - 1 - line + 0.42,
                size=SMALL,
                colour=viewport.grey,
            )


def _say(figure: go.Figure, viewport: Viewport, place: int, start: float, dot: Dot) -> None:
    colour = viewport.accent if dot.is_accent else viewport.grey
    if dot.at is None:
        text = dot.text.replace(": ", ":<br>") if viewport.is_narrow else dot.text
        write(figure, viewport, text, x=start, y=place, colour=viewport.grey, size=SMALL, bgcolor=viewport.paper)
    elif viewport.is_narrow:
        write(
            figure,
            viewport,
            dot.label,
            x=start + dot.at,
            y=place,
            yshift=-14,
            xanchor="center",
            colour=colour,
            size=SMALL,
        )
    else:
        right = dot.at if dot.high is None else dot.high
        write(
            figure,
            viewport,
            dot.label,
            x=start + right,
            y=place,
            xshift=9,
            colour=colour,
            size=SMALL,
            bgcolor=viewport.paper,
        )


def _line(figure: go.Figure, colour: str, first: float, last: float, place: float, width: float) -> None:
    figure.add_scatter(
        x=[first, last], y=[place, place], mode="lines", hoverinfo="skip", line={"color": colour, "width": width}
    )
