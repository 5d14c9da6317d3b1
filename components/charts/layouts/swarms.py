"""Rows of dots, each with its words above: how single cases lie around what they come to together."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from components.text import format
from components.theme import Viewport, opens, write

ROW = 56  # pixels: a line of text, a row of dots, air
LANES = (0.0, 0.11, -0.11)  # where dots that would cover each other stand, in rows
APART = 0.022  # of the width: nearer than this they would


@dataclass(frozen=True)
class Dot:
    """A case: where it lies, what it is called in its rows, whether it is in the accent, what is said of it."""

    value: float
    key: str
    spoken: str
    is_accent: bool = False


@dataclass(frozen=True)
class Swarm:
    """A row: its name as the sheet has it, what to say of it, its dots, and what they come to together."""

    name: str
    note: str
    dots: Sequence[Dot]
    together: float | None = None


def swarms(figure: go.Figure, viewport: Viewport, rows: Sequence[Swarm], highest: float, column: str) -> int:
    """Draw the rows from above to below on a scale from nought to `highest`; returns the height the figure needs.

    A click on a dot opens the rows where `column` has its key.
    """
    dots = [(len(rows) - 1 - index, dot, lane) for index, row in enumerate(rows) for dot, lane in _lanes(row, highest)]
    for is_accent in (False, True):
        drawn = [dot for dot in dots if dot[1].is_accent == is_accent]
        if drawn:
            figure.add_scatter(
                x=[dot.value for _, dot, _ in drawn],
                y=[place - 0.16 + lane for place, _, lane in drawn],
                mode="markers",
                hoverinfo="text",
                hovertext=[dot.spoken for _, dot, _ in drawn],
                customdata=opens(column, [dot.key for _, dot, _ in drawn]),
                marker={
                    "size": 8,
                    "color": viewport.accent if is_accent else viewport.context,
                    "line": {"width": 1, "color": viewport.paper},
                },
            )
    for index, row in enumerate(rows):
        place = len(rows) - 1 - index
        note = f'&nbsp; <span style="color:{viewport.grey}">{row.note}</span>' if row.note else ""
        name = format.escape_html(format.shorten(row.name, 20 if viewport.is_narrow else 40))
        write(figure, viewport, f"<b>{name}</b>{note}", x=0, xref="paper", xshift=-3, y=place + 0.27)
        figure.add_shape(
            type="line",
            x0=0,
            x1=highest,
            y0=place - 0.16,
            y1=place - 0.16,
            line={"color": viewport.line, "width": 1},
            layer="below",
        )
        if row.together is not None:
            figure.add_scatter(
                x=[row.together] * 2,
                y=[place - 0.36, place + 0.04],
                mode="lines",
                hoverinfo="skip",
                line={"color": viewport.ink, "width": 2.5},
            )
    figure.update_xaxes(visible=False, range=[-0.012 * highest, 1.012 * highest])
    figure.update_yaxes(visible=False, range=[-0.5, len(rows) - 0.5])
    return ROW * len(rows) + 8


def _lanes(row: Swarm, highest: float) -> list[tuple[Dot, float]]:
    """Each dot with its lane: the first in which it covers none that lies before it."""
    ends = [float("-inf")] * len(LANES)
    found = []
    for dot in sorted(row.dots, key=lambda dot: dot.value):
        lane = next((at for at, end in enumerate(ends) if dot.value - end >= APART * highest), ends.index(min(ends)))
        ends[lane] = dot.value
        found.append((dot, LANES[lane]))
    return found
