"""Levels as squares: a row for each unit, a column for each quarter or threshold, the level written in the square."""

from collections.abc import Mapping, Sequence
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
    shown = [square for square in found if square.unit in rows]
    _filled(figure, viewport, rows, [square for square in shown if square.level is not None])
    for square in shown:
        if square.level is None:
            write(figure, viewport, "·", x=square.column, y=rows[square.unit], xanchor="center", colour=viewport.grey)
    names = [format.escape_html(format.shorten(unit, 13 if viewport.is_narrow else 30)) for unit in units]
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


def _filled(figure: go.Figure, viewport: Viewport, rows: Mapping[str, int], known: Sequence[Square]) -> None:
    figure.add_scatter(
        x=[square.column for square in known],
        y=[rows[square.unit] for square in known],
        mode="markers+text",
        marker={
            "symbol": "square",
            "size": SIZE_NARROW if viewport.is_narrow else SIZE,
            "color": [fill(viewport, square.level) for square in known],
            "line": {
                "color": [viewport.accent if (square.level or 0) > 1 else viewport.context for square in known],
                "width": 1,
            },
        },
        text=[f"{square.level}{'+' if square.is_at_least else ''}" for square in known],
        textfont={"color": [viewport.paper if square.level == 3 else viewport.ink for square in known], "size": SMALL},
        customdata=opens("business_unit", [square.unit for square in known]),
        hovertext=[format.escape_html(square.spoken) for square in known],
        hoverinfo="text",
        cliponaxis=False,
    )


KEY = "1 Consumer, 2 Integrator, 3 Builder; + at least, for want of data; a dot: not known"
"""How the squares are read."""
