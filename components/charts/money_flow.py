"""What became of what was bought? From purposes at the left to where the money stands at the right."""

from collections.abc import Sized
from itertools import product

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.text.money import POSITIONS, PURPOSES, currency, share_of, unlinked_finding
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, spread, write
from queries import Listing

HEIGHT = 360
GAP = 0.035  # between nodes, of the whole height
NODE = 0.025  # width of a node
STEPS = 24  # points along a ribbon
ORDER = ("live", "paid_back", "in_flight", "enabling", "unlinked", "stranded")


def chart(flow: Listing, viewport: Viewport) -> Drawn:
    """Ribbons as wide as the money; names stand outside, so that they never lie over a ribbon."""
    every = flow.frame
    frame = every[every["amount"] > 0] if len(every) else every
    if flow.missing or frame.empty:
        return nothing("Where the money went: not known yet", flow.missing or flow.view.needs)
    bought = frame.groupby("purpose")["amount"].sum().sort_values(ascending=False, kind="stable")
    drawn = float(bought.sum())
    left, right = _stacked(bought.to_dict(), drawn), _stacked(_by_position(frame), drawn)
    # what is said is of all rows; what more came back of than was paid cannot be drawn and is named
    whole, refunds = float(every["amount"].sum()), every[every["amount"] < 0]
    by_purpose, by_position = every.groupby("purpose")["amount"].sum(), _by_position(every)
    figure = canvas()
    _ribbons(figure, viewport, frame, left, right, drawn)
    _nodes(figure, viewport, left, 0.0, dict.fromkeys(left, viewport.context))
    _nodes(figure, viewport, right, 1.0 - NODE, {name: _colour(name, viewport) for name in right})
    _names(
        figure,
        viewport,
        left,
        {name: f"{PURPOSES.get(name, name)} {format.money(by_purpose[name])}" for name in left},
        "right",
    )
    _names(
        figure,
        viewport,
        right,
        {name: f"{POSITIONS[name]} {format.money(by_position[name])}" for name in right},
        "left",
    )
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, range=[-0.03, 1.03])
    finding = _finding(every, whole)
    spoken = "; ".join(f"{POSITIONS[name]} {format.money(amount)}" for name, amount in by_position.items())
    return Drawn(
        finish(
            figure,
            viewport,
            height=HEIGHT,
            margin={"l": 112 if viewport.is_narrow else 118, "r": 126 if viewport.is_narrow else 150, "t": 4, "b": 4},
        ),
        finding=finding,
        subtitle=f"Actual spend from the beginning, {currency(flow.scope)}: what it bought, and where it stands",
        n=f"{format.money(whole)} in all{_refunded(refunds)}",
        alt=f"{finding}. {spoken}{_refunded(refunds)}.",
    )


def _by_position(flows: pd.DataFrame) -> dict[str, float]:
    amounts = flows.groupby("position")["amount"].sum()
    return {name: float(amounts[name]) for name in ORDER if name in amounts.index}


def _finding(flows: pd.DataFrame, whole: float) -> str:
    if whole <= 0:
        net = f"Refunds exceed what was spent by {format.money(-whole)}" if whole else "What was spent nets to nothing"
        return f"{net}, so no share of it stands anywhere"
    lost = flows[flows["position"] == "stranded"]
    stranded = float(lost["amount"].sum())
    if stranded <= 0:
        return unlinked_finding(flows["position"], whole) or "None of the money is stranded"
    share = share_of(stranded, whole)
    sentence = f"{format.money(stranded) if share is None else f'{format.percent(share)} of the money'} is stranded"
    largest = lost.loc[lost["amount"].idxmax()]
    name = PURPOSES.get(str(largest["purpose"]), str(largest["purpose"])).lower()
    if len(lost) == 1:
        return f"{sentence}, all of it spent on {name}"
    return f"{sentence}, {'most of it' if largest['amount'] > stranded / 2 else 'above all'} spent on {name}"


def _refunded(refunds: pd.DataFrame) -> str:
    """What came back, which no ribbon shows: ; 40k refunded for advice, not drawn. Empty where nothing did."""
    if refunds.empty:
        return ""
    purposes = format.join(PURPOSES.get(name, name).lower() for name in dict.fromkeys(refunds["purpose"].astype(str)))
    return f"; {format.money(-float(refunds['amount'].sum()))} refunded for {purposes}, not drawn"


Places = dict[str, tuple[float, float]]
"""Each node's top and bottom, 1 above and 0 below."""


def _stacked(amounts: dict[str, float], whole: float) -> Places:
    """Nodes from the top, as high as their money, with a gap between."""
    room = _room(amounts)
    places: Places = {}
    top = 1.0
    for name, amount in amounts.items():
        bottom = top - amount / whole * room
        places[name] = (top, bottom)
        top = bottom - GAP
    return places


def _room(nodes: Sized) -> float:
    return 1 - GAP * (len(nodes) - 1)


def _ribbons(
    figure: go.Figure, viewport: Viewport, frame: pd.DataFrame, left: Places, right: Places, drawn: float
) -> None:
    """From each purpose to what became of it, each below the last at both of its ends."""
    amounts = {(str(row.purpose), str(row.position)): float(row.amount) for row in frame.itertuples()}
    from_top, to_top = ({name: top for name, (top, _) in nodes.items()} for nodes in (left, right))
    for purpose, position in product(left, right):
        amount = amounts.get((purpose, position))
        if amount is None:
            continue
        from_thick, to_thick = amount / drawn * _room(left), amount / drawn * _room(right)
        ends = (from_top[purpose], from_top[purpose] - from_thick, to_top[position], to_top[position] - to_thick)
        text = f"{PURPOSES.get(purpose, purpose)} to {POSITIONS[position].lower()}: {format.money(amount)}"
        _ribbon(figure, viewport, ends, position, text)
        from_top[purpose], to_top[position] = ends[1], ends[3]


def _ribbon(
    figure: go.Figure, viewport: Viewport, ends: tuple[float, float, float, float], position: str, text: str
) -> None:
    """From a node's stretch at the left (top, bottom) to one at the right (top, bottom)."""
    along = np.linspace(0, 1, STEPS)
    ease = along * along * (3 - 2 * along)
    x = NODE + along * (1 - 2 * NODE)
    upper = ends[0] + (ends[2] - ends[0]) * ease
    lower = ends[1] + (ends[3] - ends[1]) * ease
    figure.add_scatter(
        x=np.concatenate([x, x[::-1]]),
        y=np.concatenate([upper, lower[::-1]]),
        fill="toself",
        mode="lines",
        line={"width": 0},
        fillcolor=_colour(position, viewport),
        opacity=0.34,
        hoveron="fills",
        hoverinfo="text",
        text=text,
    )


def _nodes(figure: go.Figure, viewport: Viewport, places: Places, x: float, colours: dict[str, str]) -> None:
    for name, (top, bottom) in places.items():
        figure.add_shape(type="rect", x0=x, x1=x + NODE, y0=bottom, y1=top, fillcolor=colours[name], line={"width": 0})


def _names(figure: go.Figure, viewport: Viewport, places: Places, texts: dict[str, str], anchor: str) -> None:
    heights = spread([(top + bottom) / 2 for top, bottom in places.values()], 0.058)
    for name, height in zip(places, heights, strict=True):
        write(
            figure,
            viewport,
            texts[name],
            x=0 if anchor == "right" else 1,
            xanchor=anchor,
            y=height,
            size=SMALL,
            xshift=-8 if anchor == "right" else 8,
            colour=viewport.red if name == "stranded" else viewport.ink,
        )


def _colour(position: str, viewport: Viewport) -> str:
    return (
        viewport.red
        if position == "stranded"
        else viewport.accent
        if position in ("live", "paid_back")
        else viewport.context
    )
