"""Levels as squares: a row for each unit, a column for each quarter or threshold, the level written in the square."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Viewport, opens, write

ROW = 34  # pixels
EDGE = 48  # pixels for the names of the columns, kept above or below the squares
SIZE, SIZE_NARROW = 24, 19


@dataclass(frozen=True)
class Square:
    """A unit's level in a column; None is not known, `is_at_least` that more cannot be ruled out. `spoken` is its hover."""

    unit: str
    column: int
    level: int | None
    is_at_least: bool
    spoken: str


def fill(viewport: Viewport, level: int | None) -> str:
    """The colour of a level: none, grey, the range's blue, the accent."""
    return {1: viewport.context, 2: viewport.range, 3: viewport.accent}.get(level or 0, viewport.paper)


def squares(figure: go.Figure, viewport: Viewport, units: Sequence[str], found: Sequence[Square], columns: int) -> int:
    """Draw the squares, the first unit on top, each with its name at the left; returns the height the figure needs."""
    rows = {unit: len(units) - 1 - place for place, unit in enumerate(units)}
    shown = [one for one in found if one.unit in rows]
    known = [one for one in shown if one.level is not None]
    figure.add_scatter(
        x=[one.column for one in known],
        y=[rows[one.unit] for one in known],
        mode="markers+text",
        marker={
            "symbol": "square",
            "size": SIZE_NARROW if viewport.is_narrow else SIZE,
            "color": [fill(viewport, one.level) for one in known],
            "line": {
                "color": [viewport.accent if (one.level or 0) > 1 else viewport.context for one in known],
                "width": 1,
            },
        },
        text=[f"{one.level}{'+' if one.is_at_least else ''}" for one in known],
        textfont={"color": [viewport.paper if one.level == 3 else viewport.ink for one in known], "size": SMALL},
        customdata=opens("business_unit", [one.unit for one in known]),
        hovertext=[format.safe(one.spoken) for one in known],
        hoverinfo="text",
        cliponaxis=False,
    )
    for one in shown:
        if one.level is None:
            write(figure, viewport, "·", x=one.column, y=rows[one.unit], xanchor="center", colour=viewport.grey)
    names = [format.safe(format.shortened(unit, 13 if viewport.is_narrow else 30)) for unit in units]
    figure.update_yaxes(
        tickmode="array",
        tickvals=[rows[unit] for unit in units],
        ticktext=names,
        range=[-0.7, len(units) - 0.4],
        tickfont={"color": viewport.ink, "size": SMALL if viewport.is_narrow else 13},
        showline=False,
    )
    figure.update_xaxes(range=[-0.6, columns - 0.4], showline=False)
    return ROW * len(units) + EDGE


KEY = "1 Consumer, 2 Integrator, 3 Builder; + at least, for want of data; a dot: not known"
"""How the squares are read."""
