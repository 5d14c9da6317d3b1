"""Bars with their words above them: what every width of screen has room for."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from components.theme import SIZE, Viewport, write

ROW = 48  # pixels: a line of text, a bar, air


@dataclass(frozen=True)
class Bar:
    """A bar: what it is, what to say of it, how long it is. `mark` is a second length within it, drawn as a tick.

    `opens` is what a click on it opens (`theme.opens`), empty where it opens nothing.
    `name` and `note` are Plotly text: names from a sheet go through `format.escape_html` first.
    """

    name: str
    note: str
    size: float
    spoken: str
    is_accent: bool = False
    mark: float | None = None
    is_hatched: bool = False
    opens: str = ""


def rows(figure: go.Figure, viewport: Viewport, bars: Sequence[Bar]) -> int:
    """Draw the bars from above to below; returns the height the figure needs."""
    places = [len(bars) - 1 - index for index in range(len(bars))]
    figure.add_bar(
        x=[bar.size for bar in bars],
        y=[place - 0.16 for place in places],
        orientation="h",
        width=0.4,
        marker={
            "color": [viewport.accent if bar.is_accent else viewport.context for bar in bars],
            "pattern": {
                "shape": ["/" if bar.is_hatched else "" for bar in bars],
                "fgcolor": viewport.grey,
                "size": 5,
                "solidity": 0.2,
                "fillmode": "overlay",
            },
        },
        hovertext=[bar.spoken for bar in bars],
        hoverinfo="text",
        customdata=[bar.opens for bar in bars] if any(bar.opens for bar in bars) else None,
    )
    for place, bar in zip(places, bars, strict=True):
        note = f'&nbsp; <span style="color:{viewport.grey}">{bar.note}</span>' if bar.note else ""
        write(figure, viewport, f"<b>{bar.name}</b>{note}", x=0, y=place + 0.26, size=SIZE, xshift=-3)
        if bar.mark is not None:
            figure.add_scatter(
                x=[bar.mark, bar.mark],
                y=[place - 0.42, place + 0.1],
                mode="lines",
                hoverinfo="skip",
                line={"color": viewport.ink, "width": 2},
            )
    most = max((max(bar.size, bar.mark or 0) for bar in bars), default=0) or 1
    figure.update_xaxes(visible=False, range=[0, most * 1.001])
    figure.update_yaxes(visible=False, range=[-0.5, len(bars) - 0.5])
    return ROW * len(bars) + 16
