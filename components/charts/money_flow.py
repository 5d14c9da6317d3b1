"""What became of what was bought? From purposes at the left to where the money stands at the right."""

from collections.abc import Sized

import numpy as np
import plotly.graph_objects as go

from components import words
from components.house import SMALL, Drawn, Look, canvas, finish, nothing, spread, write
from components.money import POSITIONS, PURPOSES, currency, untraced
from queries import Listing

HEIGHT = 360
GAP = 0.035  # between nodes, of the whole height
NODE = 0.025  # width of a node
STEPS = 24  # points along a ribbon
ORDER = ("live", "paid_back", "in_flight", "enabling", "unlinked", "stranded")


def money_flow(flow: Listing, look: Look) -> Drawn:
    """Ribbons as wide as the money; names stand outside, so that they never lie over a ribbon."""
    frame = flow.frame[flow.frame["amount"] > 0] if not flow.frame.empty else flow.frame
    if flow.missing or frame.empty:
        return nothing("Where the money went: not known yet", flow.missing or flow.view.needs)
    bought = frame.groupby("purpose")["amount"].sum().sort_values(ascending=False, kind="stable")
    became = frame.groupby("position")["amount"].sum()
    became = became.reindex([name for name in ORDER if name in became.index])
    whole = float(bought.sum())
    left, right = _stacked(bought.to_dict(), whole), _stacked(became.to_dict(), whole)
    amounts = {(str(row.purpose), str(row.position)): float(row.amount) for row in frame.itertuples()}
    left_room, right_room = _room(left), _room(right)
    figure = canvas()
    from_top, to_top = {name: top for name, (top, _) in left.items()}, {name: top for name, (top, _) in right.items()}
    for purpose in left:
        for position in right:
            amount = amounts.get((purpose, position))
            if amount is None:
                continue
            from_thick, to_thick = amount / whole * left_room, amount / whole * right_room
            ends = (from_top[purpose], from_top[purpose] - from_thick, to_top[position], to_top[position] - to_thick)
            _ribbon(
                figure,
                look,
                ends,
                position,
                f"{PURPOSES.get(purpose, purpose)} to {POSITIONS[position].lower()}: {words.money(amount)}",
            )
            from_top[purpose], to_top[position] = ends[1], ends[3]
    _nodes(figure, look, left, 0.0, dict.fromkeys(left, look.context))
    _nodes(figure, look, right, 1.0 - NODE, {name: _colour(name, look) for name in right})
    _names(
        figure, look, left, {name: f"{PURPOSES.get(name, name)} {words.money(bought[name])}" for name in left}, "right"
    )
    _names(figure, look, right, {name: f"{POSITIONS[name]} {words.money(became[name])}" for name in right}, "left")
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, range=[-0.03, 1.03])
    says = _finding(amounts, float(became.get("stranded", 0.0)), whole)
    spoken = "; ".join(f"{POSITIONS[name]} {words.money(float(amount))}" for name, amount in became.items())
    return Drawn(
        finish(
            figure,
            look,
            height=HEIGHT,
            margin={"l": 112 if look.is_narrow else 118, "r": 126 if look.is_narrow else 150, "t": 4, "b": 4},
        ),
        finding=says,
        subtitle=f"Actual spend from the beginning, {currency(flow.scope)}: what it bought, and where it stands",
        n=f"{words.money(whole)} in all",
        alt=f"{says}. {spoken}.",
    )


def _finding(amounts: dict[tuple[str, str], float], stranded: float, whole: float) -> str:
    if stranded <= 0:
        return untraced((position for _, position in amounts), whole) or "None of the money is stranded"
    says = f"{words.percent(stranded / whole)} of the money is stranded"
    largest, purpose = max(
        (amount, purpose) for (purpose, position), amount in amounts.items() if position == "stranded"
    )
    name = PURPOSES.get(purpose, purpose).lower()
    if largest == stranded:
        return f"{says}, all of it spent on {name}"
    return f"{says}, {'most of it' if largest > stranded / 2 else 'above all'} spent on {name}"


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


def _ribbon(figure: go.Figure, look: Look, ends: tuple[float, float, float, float], position: str, says: str) -> None:
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
        fillcolor=_colour(position, look),
        opacity=0.34,
        hoveron="fills",
        hoverinfo="text",
        text=says,
    )


def _nodes(figure: go.Figure, look: Look, places: Places, x: float, colours: dict[str, str]) -> None:
    for name, (top, bottom) in places.items():
        figure.add_shape(type="rect", x0=x, x1=x + NODE, y0=bottom, y1=top, fillcolor=colours[name], line={"width": 0})


def _names(figure: go.Figure, look: Look, places: Places, texts: dict[str, str], anchor: str) -> None:
    heights = spread([(top + bottom) / 2 for top, bottom in places.values()], 0.058)
    for name, height in zip(places, heights, strict=True):
        write(
            figure,
            look,
            texts[name],
            x=0 if anchor == "right" else 1,
            xanchor=anchor,
            y=height,
            size=SMALL,
            xshift=-8 if anchor == "right" else 8,
            colour=look.red if name == "stranded" else look.ink,
        )


def _colour(position: str, look: Look) -> str:
    return look.red if position == "stranded" else look.accent if position in ("live", "paid_back") else look.context
