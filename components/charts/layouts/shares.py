"""Shares of a few groups, one above the other: what each is, its point, its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from components.theme import SMALL, Viewport, write

ROW = 54  # pixels: a line of text, a point in its interval, air


@dataclass(frozen=True)
class Share:
    """A group's share with its interval; hollow where `is_few`, and not drawn where there is no share.

    `name` and `note` are Plotly text; `opens` is what a click opens (`theme.opens`).
    """

    name: str
    note: str
    share: float | None
    low: float | None
    high: float | None
    spoken: str
    is_few: bool = False
    is_accent: bool = True
    opens: str = ""


def shares(figure: go.Figure, viewport: Viewport, groups: Sequence[Share]) -> int:
    """Draw the groups from above to below on an axis from 0 to 100 %; returns the height the figure needs."""
    placed = [(len(groups) - 1 - at, group) for at, group in enumerate(groups)]
    for place, group in placed:
        note = f'&nbsp; <span style="color:{viewport.grey}">{group.note}</span>'
        write(
            figure,
            viewport,
            f"<b>{group.name}</b>{note}",
            x=0,
            xref="paper",
            xshift=-3,
            y=place + 0.24,
            bgcolor=viewport.paper,
        )
        if group.share is not None and not group.is_few and group.low is not None and group.high is not None:
            figure.add_scatter(
                x=[group.low, group.high],
                y=[place - 0.16] * 2,
                mode="lines",
                hoverinfo="skip",
                line={"color": viewport.context, "width": 5},
            )
    _points(figure, viewport, [(place, group) for place, group in placed if group.share is not None])
    figure.update_xaxes(
        range=[-0.02, 1.02],
        tickmode="array",
        tickvals=[0, 0.25, 0.5, 0.75, 1],
        showgrid=True,
        gridcolor=viewport.line,
        ticktext=["0 %", "25 %", "50 %", "75 %", "100 %"],
        tickfont={"size": SMALL},
    )
    figure.update_yaxes(visible=False, range=[-0.55, len(groups) - 0.45])
    return ROW * len(groups) + 40


def _points(figure: go.Figure, viewport: Viewport, drawn: Sequence[tuple[int, Share]]) -> None:
    edges = [viewport.accent if group.is_accent else viewport.grey for _, group in drawn]
    fills = [viewport.paper if group.is_few else edge for (_, group), edge in zip(drawn, edges, strict=True)]
    figure.add_scatter(
        x=[group.share for _, group in drawn],
        y=[place - 0.16 for place, _ in drawn],
        mode="markers",
        marker={"color": fills, "size": 10, "line": {"color": edges, "width": 1.5}},
        hovertext=[group.spoken for _, group in drawn],
        hoverinfo="text",
        customdata=[group.opens for _, group in drawn] if any(group.opens for _, group in drawn) else None,
    )
