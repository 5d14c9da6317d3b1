"""What does a person cost who really uses what is paid for?"""

from collections.abc import Mapping

import plotly.graph_objects as go

from components.text import format
from components.text.money import currency
from components.theme import SMALL, Drawn, Viewport, canvas, finish, hollow, nothing, opens, solid, write
from queries import Answer

ROW = 48
MOST = 12
NAMES = ("a seat", "an active user", "a habitual user")


def chart(seat: Answer, active: Answer, habitual: Answer, viewport: Viewport) -> Drawn:
    """For each unit the price of a seat, of an active and of a habitual user, on one scale; the dearest above."""
    known = [
        {str(row.business_unit): row.value for row in answer.rows if row.value is not None}
        for answer in (seat, active, habitual)
    ]
    units = sorted(set().union(*known), key=lambda unit: -_dearest(known, unit))
    if not units:
        return nothing("What a user costs is not known yet", seat.missing or seat.metric.needs)
    shown = units[:MOST]
    places = {unit: len(shown) - 1 - index for index, unit in enumerate(shown)}
    highest = max(_dearest(known, unit) for unit in shown) or 1.0
    figure = canvas()
    for unit, place in places.items():
        _span(figure, viewport, known, unit, place)
    _points(figure, viewport, known, places)
    key = (
        f'<span style="color:{viewport.grey}">○</span> a seat&nbsp;&nbsp; <span style="color:{viewport.context}">●</span> an '
        f'active user&nbsp;&nbsp; <span style="color:{viewport.accent}">●</span> a habitual user'
    )
    write(
        figure, viewport, key, x=0, xref="paper", xshift=-3, y=1, yref="paper", yanchor="bottom", yshift=4, size=SMALL
    )
    figure.update_xaxes(visible=False, range=[-0.015 * highest, 1.02 * highest])
    figure.update_yaxes(visible=False, range=[-0.5, len(shown) - 0.5])
    finding = _finding(known, shown)
    hidden = sum(row.state == "suppressed" for row in active.rows)
    return Drawn(
        finish(figure, viewport, height=ROW * len(shown) + 34, margin={"t": 28, "l": 6, "r": 4, "b": 0}),
        finding=finding,
        subtitle=f"What the seats of the last period cost in a year, {currency(seat.scope)}, for each seat, each active "
        "and each habitual user; new tools included",
        n=format.plural(len(units), "unit") + (f"; {format.count(hidden)} {format.HIDDEN}" if hidden else ""),
        alt=f"{finding}. {'; '.join(f'{unit}: {_text(known, unit)}' for unit in shown)}.",
    )


def _span(figure: go.Figure, viewport: Viewport, known: list[dict[str, float]], unit: str, place: int) -> None:
    """A unit's name, and a line from its cheapest price to its dearest."""
    costs = [values[unit] for values in known if unit in values]
    figure.add_scatter(
        x=[min(costs), max(costs)],
        y=[place - 0.16] * 2,
        mode="lines",
        hoverinfo="skip",
        line={"color": viewport.line, "width": 2},
    )
    name = format.escape_html(format.shorten(unit, 16 if viewport.is_narrow else 40))
    note = f'<span style="color:{viewport.grey}">{_text(known, unit)}</span>'
    write(figure, viewport, f"<b>{name}</b>&nbsp; {note}", x=0, xref="paper", xshift=-3, y=place + 0.24)


def _points(figure: go.Figure, viewport: Viewport, known: list[dict[str, float]], places: Mapping[str, int]) -> None:
    markers = (hollow(viewport, viewport.grey), solid(viewport, viewport.context), solid(viewport))
    for values, name, marker in zip(known, NAMES, markers, strict=True):
        there = [unit for unit in places if unit in values]
        if there:
            figure.add_scatter(
                x=[values[unit] for unit in there],
                y=[places[unit] - 0.16 for unit in there],
                mode="markers",
                marker=marker,
                hoverinfo="text",
                customdata=opens("business_unit", there),
                hovertext=[format.escape_html(f"{unit}: {name} {format.money(values[unit])} a year") for unit in there],
            )


def _dearest(known: list[dict[str, float]], unit: str) -> float:
    return max(values.get(unit, 0.0) for values in known)


def _text(known: list[dict[str, float]], unit: str) -> str:
    return format.DOT.join(
        f"{name} {format.money(values[unit])}"
        for values, name in zip(known, ("seat", "active", "habitual"), strict=True)
        if unit in values
    )


def _finding(known: list[dict[str, float]], shown: list[str]) -> str:
    values, name = next((values, name) for values, name in reversed(list(zip(known, NAMES, strict=True))) if values)
    there = sorted((unit for unit in shown if unit in values), key=lambda unit: values[unit])
    dear, cheap = there[-1], there[0]
    sentence = f"{name[:1].upper()}{name[1:]} costs {format.money(values[dear])} a year in {dear}"
    if format.money(values[dear]) != format.money(values[cheap]):
        return f"{sentence}, {format.money(values[cheap])} in {cheap}"
    return sentence if len(there) == 1 else f"{sentence} and everywhere else"
