"""Why is a figure not what it was, step by step from the old one to the new?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing, solid, write
from queries import Metric
from queries.bridge import Bridge

ROW = 46
LONG = {"wide": 96, "narrow": 40}  # letters of a step's name that there is room for
NOTHING = 1e-9  # of the figures' size: what is left of summing in another order
RESIDUAL = "residual"
MOST_DIGITS = 6  # behind the point, of two figures that are hard to tell apart
Step = str | int
"""What moved a figure: a cause, or the version that did."""
METHOD = "computed in another way since"
CAUSES: dict[Step, str] = {
    "removed": "rows that stand no more",
    "graded": "the same value on other evidence",
    "corrected": "rows corrected",
    "late": "rows that came late",
    "rates": "other exchange rates",
    "settings": "other settings",
}


@dataclass(frozen=True)
class Ends:
    """What the two ends of a bridge are called: `version 8, 21 October 2025`; and of what it speaks: `Q2 2026, HR`."""

    before: str
    after: str
    about: str


def chart(bridge: Bridge, ends: Ends, names: Mapping[Step, str], viewport: Viewport) -> Drawn:
    """Two levels and, between them, a bar for every step that moved the figure, in the order they were taken.

    `names` says what each step is called. The levels are points and no bars, for the axis need not begin at nought: a step
    of 1 % could not be seen on it.
    """
    unit, title = bridge.metric.unit, bridge.metric.title
    moved = steps(bridge)
    about = f"{title}, {ends.about}: from {ends.before} to {ends.after}"
    if not moved:
        return nothing("Nothing has moved it", subtitle=f"{about}. It is {format.value(bridge.after, unit)} at both.")
    figure = canvas()
    last = len(moved) + 1
    reached, stops = bridge.before, [bridge.before]
    first, new = told_apart(bridge.before, bridge.after, unit)
    _level(figure, viewport, last, bridge.before, f"<b>{first}</b> {format.escape_html(ends.before)}")
    for row, (step, amount) in enumerate(moved, start=1):
        _step(
            figure,
            viewport,
            last - row,
            reached,
            amount,
            unit,
            format.shorten(called(step, names), LONG[viewport.width]),
        )
        reached += amount
        stops.append(reached)
    _level(figure, viewport, 0, bridge.after, f"<b>{new}</b> {format.escape_html(ends.after)}", is_new=True)
    low, high = min(stops), max(stops)
    room = 0.02 * (high - low)
    figure.update_xaxes(visible=False, range=[low - room, high + room])
    figure.update_yaxes(visible=False, range=[-0.5, last + 0.62])
    text = "; ".join(f"{amount_in_words(amount, unit)} {called(step, names)}" for step, amount in moved)
    sentence = _most(bridge, moved, names)
    return Drawn(
        finish(figure, viewport, height=ROW * (last + 1) + 12),
        finding=sentence,
        subtitle=about,
        n="the axis does not begin at nought",
        alt=f"{finding(bridge)}. {text}.",
    )


def called(step: Step, names: Mapping[Step, str]) -> str:
    """What a step is called; what none of them explains is another way of computing."""
    return names.get(step, METHOD)


def _most(bridge: Bridge, moved: Sequence[tuple[Step, float]], names: Mapping[Step, str]) -> str:
    """What moved the figure most, and what moved it most the other way; without what was taken back again."""
    unit = bridge.metric.unit

    def in_words(step: Step, amount: float) -> str:
        return f"{format.shorten(called(step, names), LONG['narrow'])}, {amount_in_words(amount, unit)}"

    left = remaining(bridge)
    if not left:
        return "What moved it was taken back again"
    if len(left) == 1:
        return f"All of it: {format.shorten(called(left[0][0], names), LONG['narrow'])}"
    most = max(left, key=lambda move: abs(move[1]))
    against = [move for move in left if move[1] * most[1] < 0]
    if not against:
        return f"Most of it: {in_words(*most)}"
    return f"{_capital(in_words(*most))}; against it {in_words(*max(against, key=lambda move: abs(move[1])))}"


def remaining(bridge: Bridge) -> Sequence[tuple[Step, float]]:
    """The steps that moved the figure and were not taken back by a later one, as an upload is by its withdrawal."""
    left: list[tuple[Step, float]] = []
    for step, amount in steps(bridge):
        back = next((move for move in reversed(left) if abs(move[1] + amount) <= _least(bridge)), None)
        if back:
            left.remove(back)
        else:
            left.append((step, amount))
    return left


def steps(bridge: Bridge) -> Sequence[tuple[Step, float]]:
    """The steps that moved the figure, what none of them explains last."""
    every = [*bridge.steps.items(), (RESIDUAL, bridge.residual)]
    return [(step, amount) for step, amount in every if abs(amount) > _least(bridge)]


def finding(bridge: Bridge) -> str:
    """By how much a figure was restated, in one clause."""
    unit, title = bridge.metric.unit, subject(bridge.metric)
    change = bridge.after - bridge.before
    if abs(change) <= _least(bridge):
        moved = ", though what is behind it has moved both ways" if steps(bridge) else ""
        return f"{title} is what it was: {format.value(bridge.after, unit)}{moved}"
    return f"{title} was restated by {amount_in_words(change, unit)}: {from_to(bridge.before, bridge.after, unit)}"


def subject(metric: Metric) -> str:
    """A figure as the subject of a sentence: Spend; The figure "Live"."""
    return metric.title if metric.unit == "money" else f'The figure "{metric.title}"'


def from_to(before: float, after: float, unit: str) -> str:
    """1.2m, now 1.1m."""
    first, last = told_apart(before, after, unit)
    return f"{first}, now {last}"


def told_apart(before: float, after: float, unit: str) -> tuple[str, str]:
    """Two figures as they are read; with as many digits more as it takes where two that differ would read alike."""
    first, last = format.value(before, unit), format.value(after, unit)
    scale, ending = (100, " %") if unit in ("percent", "share") else (1, "")
    for digits in range(MOST_DIGITS + 1):
        if first != last:
            break
        first, last = (f"{value * scale:,.{digits}f}{ending}".replace("-", format.MINUS) for value in (before, after))
    return first, last


def amount_in_words(amount: float, unit: str) -> str:
    """A change with its sign: +120k, −3.2 points, +0.2x."""
    if unit in ("percent", "share"):
        size = f"{abs(amount) * 100:,.1f}"
        sentence = f"{size if size != '0.0' else 'under 0.1'} {'point' if size == '1.0' else 'points'}"
        return f"{format.MINUS if amount < 0 else '+'}{sentence}"
    sentence = format.signed(format.value(amount, unit))
    if any(digit in sentence for digit in "123456789"):
        return sentence
    return f"{format.MINUS if amount < 0 else '+'}{abs(amount):.2g}"


def _least(bridge: Bridge) -> float:
    """Below it an amount is left over from summing in another order."""
    return NOTHING * max(abs(bridge.before), abs(bridge.after), 1e-9)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _level(figure: go.Figure, viewport: Viewport, place: int, at: float, text: str, *, is_new: bool = False) -> None:
    colour = viewport.accent if is_new else viewport.grey
    figure.add_scatter(x=[at], y=[place - 0.2], mode="markers", marker=solid(viewport, colour, 11), hoverinfo="skip")
    write(
        figure,
        viewport,
        text,
        x=0,
        xref="paper",
        y=place + 0.3,
        xshift=-3,
        colour=viewport.accent if is_new else viewport.ink,
        bgcolor=viewport.paper,
    )


def _step(figure: go.Figure, viewport: Viewport, place: int, start: float, amount: float, unit: str, name: str) -> None:
    text = amount_in_words(amount, unit)
    figure.add_bar(
        base=[min(start, start + amount)],
        x=[abs(amount)],
        y=[place - 0.2],
        orientation="h",
        width=0.36,
        marker={"color": viewport.range, "line": {"color": viewport.grey, "width": 1}},
        hovertext=[format.escape_html(f"{text}: {name}")],
        hoverinfo="text",
    )
    for end, other in ((start, place + 1), (start + amount, place - 1)):
        figure.add_scatter(
            x=[end, end],
            y=[place - 0.2, other - 0.2],
            mode="lines",
            hoverinfo="skip",
            line={"color": viewport.line, "width": 1},
        )
    write(
        figure,
        viewport,
        f"<b>{text}</b> {format.escape_html(name)}",
        x=0,
        xref="paper",
        y=place + 0.3,
        xshift=-3,
        bgcolor=viewport.paper,
    )
