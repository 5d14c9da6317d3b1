"""Can each unit use AI, can it build it, and which way is it moving?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from components.text import format, maturity_levels
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import Listing

MOST = 12  # units named; the rest are drawn without a name
HEIGHT = 400
PLOT = {"wide": (400, 340), "narrow": (300, 340)}  # pixels the labels are laid out for: the least room there is
SMALLEST, LARGEST = 12, 40  # pixels across
LETTER = 6.6  # pixels of a letter at 12 px
LINE = 15
SHORTEST = 6  # pixels of an arrow that can be seen beyond its bubble
MIDDLE = 0.5
FIRST, LAST = -0.08, 1.1
SPAN = LAST - FIRST  # of both axes, a little beyond 0 and 1 so that bubbles and names have room

Box = tuple[float, float, float, float]  # left, bottom, right, top in pixels


@dataclass(frozen=True)
class Place:
    """A unit on the map: where it is and was (0 to 1 across and up), how large its bubble is in pixels."""

    unit: str
    x: float
    y: float
    size: float
    was: tuple[float, float] | None
    is_builder: bool
    rests_on: str = ""


def chart(now: Listing, before: Listing | None, viewport: Viewport) -> Drawn:
    """Units by ability to use and capacity to build, with an arrow from a quarter ago; the bubble is what they spent."""
    placed = now.frame.dropna(subset=["ability", "capacity"])
    if placed.empty:
        return nothing("Where each unit stands cannot be drawn yet", _missing(now.frame))
    places = _places(placed, before, PLOT[viewport.width])
    figure = canvas()
    _quadrants(figure, viewport)
    for place in places:
        _arrow(figure, viewport, place)
    figure.add_scatter(
        x=[place.x for place in places],
        y=[place.y for place in places],
        mode="markers",
        cliponaxis=False,
        marker={
            "size": [place.size for place in places],
            "opacity": 1,
            "color": [viewport.accent if place.is_builder else viewport.context for place in places],
            "line": {"color": viewport.paper, "width": 1},
        },
        hovertext=[format.escape_html(_spoken(place)) for place in places],
        hoverinfo="text",
        customdata=opens("business_unit", [place.unit for place in places]),
    )
    named = places[:MOST]
    for place, (across, up) in zip(named, _labels(named, places, PLOT[viewport.width]), strict=True):
        write(
            figure,
            viewport,
            format.escape_html(format.shorten(place.unit, 18)),
            x=place.x,
            y=place.y,
            xshift=across,
            yshift=up,
            xanchor="center",
            size=SMALL,
        )
    finding = _finding(places)
    left_out = len(now.frame) - len(placed)
    partly = int(((placed["ability_known"] < 0.999) | (placed["capacity_known"] < 0.999)).sum())
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"l": 26, "b": 30, "t": 12, "r": 14}),
        finding=finding,
        subtitle="Ability to use (habitual use, redesigned workflows, survey) and capacity to build (tools built and kept "
        "inside, builders, velocity)"
        + ("; arrow from a quarter ago" if any(place.was for place in places) else "")
        + ("; bubble: spend so far" if placed["spent"].notna().any() else ""),
        n=f"n = {format.plural(len(places), 'unit')}"
        + (f", {format.count(partly)} on part of the data" if partly else "")
        + (f", {format.count(left_out)} not placed" if left_out else ""),
        alt=f"{finding}. {'; '.join(_spoken(place) for place in places[:MOST])}.",
    )


def _missing(frame: pd.DataFrame) -> list[str]:
    """What one axis or both need before any unit can be placed."""
    needs = {
        "ability": "habitual users | redesigned workflows | the survey",
        "capacity": "who built or maintains each live tool | builders",
    }
    return [need for axis, need in needs.items() if frame.empty or frame[axis].isna().all()] or list(needs.values())


def _places(placed: pd.DataFrame, before: Listing | None, plot: tuple[int, int]) -> list[Place]:
    """The units, the largest spender first."""
    earlier = (
        {}
        if before is None
        else {
            str(row["business_unit"]): (float(row["ability"]), float(row["capacity"]))
            for _, row in before.frame.dropna(subset=["ability", "capacity"]).iterrows()
        }
    )
    most = placed["spent"].max()
    found = []
    for _, row in placed.sort_values("spent", ascending=False, na_position="last", kind="stable").iterrows():
        share = row["spent"] / most if pd.notna(row["spent"]) and most > 0 else 0.0
        was = earlier.get(str(row["business_unit"]))
        x, y = float(row["ability"]), float(row["capacity"])
        size = max(SMALLEST, LARGEST * math.sqrt(max(0.0, share)))
        if was is not None and math.dist(was, (x, y)) * plot[0] / SPAN < size / 2 + SHORTEST:
            was = None
        found.append(
            Place(
                str(row["business_unit"]),
                x,
                y,
                size,
                was,
                x >= MIDDLE and y >= MIDDLE,
                maturity_levels.known_weights(row),
            )
        )
    return found


def _quadrants(figure: go.Figure, viewport: Viewport) -> None:
    for axis in ("x", "y"):
        other = "y" if axis == "x" else "x"
        at = {f"{axis}0": MIDDLE, f"{axis}1": MIDDLE, f"{other}0": FIRST, f"{other}1": LAST}
        figure.add_shape(type="line", layer="below", line={"color": viewport.line, "width": 1}, **at)
    for name, x, y in (("Consumer", -0.06, 0.46), ("Integrator", 1.08, -0.04), ("Builder", 1.08, 1.06)):
        write(
            figure,
            viewport,
            name,
            x=x,
            y=y,
            colour=viewport.grey,
            size=SMALL,
            xanchor="left" if x < MIDDLE else "right",
        )
    both: dict[str, object] = {"range": [FIRST, LAST], "showticklabels": False, "showline": True}
    figure.update_xaxes(title={"text": "ability to use →", "standoff": 6}, **both)
    figure.update_yaxes(title={"text": "capacity to build →", "standoff": 4}, **both)


def _arrow(figure: go.Figure, viewport: Viewport, place: Place) -> None:
    if place.was is not None:
        figure.add_annotation(
            x=place.x,
            y=place.y,
            ax=place.was[0],
            ay=place.was[1],
            axref="x",
            ayref="y",
            text="",
            showarrow=True,
            arrowhead=2,
            arrowsize=1,
            arrowwidth=1.2,
            arrowcolor=viewport.grey,
            standoff=place.size / 2,
        )


def _labels(named: Sequence[Place], every: Sequence[Place], plot: tuple[int, int]) -> list[tuple[float, float]]:
    """How far from its bubble's centre each name stands, in pixels: the nearest place where it covers nothing."""
    points = {place.unit: (place.x * plot[0] / SPAN, place.y * plot[1] / SPAN) for place in every}
    taken: list[Box] = [_around(points[place.unit], place.size, place.size) for place in every]
    taken += [box for place in every for box in _along_arrow(place, points[place.unit], plot)]
    found = []
    for place in named:
        width = len(format.shorten(place.unit, 18)) * LETTER
        shifts = list(_around_bubble(place.size / 2, width))
        boxes = [_around(_moved(points[place.unit], shift), width, LINE) for shift in shifts]
        costs = [
            sum(_overlap(box, other) for other in taken) + 40 * _outside(box, plot) + order
            for order, box in enumerate(boxes)
        ]
        best = costs.index(min(costs))
        taken.append(boxes[best])
        found.append(shifts[best])
    return found


def _around_bubble(radius: float, width: float) -> Sequence[tuple[float, float]]:
    """Where a name may stand, the preferred first: right, left, above, below, the corners, then all farther out."""
    found: list[tuple[float, float]] = []
    for gap in (4, 14, 26):
        side, rise = radius + gap + width / 2, radius + gap / 2 + LINE / 2
        found += [(side, 0), (-side, 0), (0, rise), (0, -rise)]
        found += [(across * (radius * 0.6 + width / 2), up * rise) for up in (1, -1) for across in (1, -1)]
    return found


def _along_arrow(place: Place, end: tuple[float, float], plot: tuple[int, int]) -> list[Box]:
    if place.was is None:
        return []
    start = (place.was[0] * plot[0] / SPAN, place.was[1] * plot[1] / SPAN)
    steps = max(2, int(math.dist(start, end) / 8))
    return [
        _around((start[0] + (end[0] - start[0]) * step / steps, start[1] + (end[1] - start[1]) * step / steps), 6, 6)
        for step in range(steps)
    ]


def _around(centre: tuple[float, float], width: float, high: float) -> Box:
    return centre[0] - width / 2, centre[1] - high / 2, centre[0] + width / 2, centre[1] + high / 2


def _moved(point: tuple[float, float], shift: tuple[float, float]) -> tuple[float, float]:
    return point[0] + shift[0], point[1] + shift[1]


def _overlap(box: Box, other: Box) -> float:
    width = min(box[2], other[2]) - max(box[0], other[0])
    high = min(box[3], other[3]) - max(box[1], other[1])
    return width * high if width > 0 and high > 0 else 0.0


def _outside(box: Box, plot: tuple[int, int]) -> float:
    """Pixels that stand beyond the plot's edges."""
    left, low = FIRST * plot[0] / SPAN, FIRST * plot[1] / SPAN
    right, high = LAST * plot[0] / SPAN, LAST * plot[1] / SPAN
    return max(0, left - box[0]) + max(0, box[2] - right) + max(0, low - box[1]) + max(0, box[3] - high)


def _finding(places: Sequence[Place]) -> str:
    builders = [place.unit for place in places if place.is_builder]
    every = len(places)
    if every == 1:
        return f"{places[0].unit} {'both uses and builds' if builders else 'does not both use and build yet'}"
    if not builders:
        return f"None of {format.plural(every, 'unit')} both uses AI habitually and builds it"
    if len(builders) == 1:
        return f"Of {format.plural(every, 'unit')}, {builders[0]} alone both uses AI habitually and builds it"
    return f"{format.of(len(builders), every)} units both use AI habitually and build it"


def _spoken(place: Place) -> str:
    moved = ""
    if place.was is not None:
        moved = f", a quarter ago {format.percent(place.was[0])} and {format.percent(place.was[1])}"
    return f"{place.unit}: ability {format.percent(place.x)}, capacity {format.percent(place.y)}{moved}{f' ({place.rests_on})' if place.rests_on else ''}"
