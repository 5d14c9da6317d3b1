"""What came back at three tiers, beside what was spent, on one line."""

from collections.abc import Sequence

from components.text import format
from components.text.money import currency
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, spread, write
from queries import Listing

HEIGHT = 84
LETTER, ROOM = 6.1, 14  # px: a letter of a label; the room between two labels


def chart(tiers: Listing, viewport: Viewport) -> Drawn:
    """Evidenced to claimed as a bar, risk-adjusted as a tick, what was spent as a dotted mark."""
    if tiers.missing or tiers.frame.empty:
        return nothing("What came back is not known yet", tiers.missing or tiers.view.needs)
    last = tiers.frame.iloc[-1]
    evidenced, adjusted, claimed, cost = (
        float(last[name]) for name in ("evidenced", "risk_adjusted", "claimed", "cost")
    )
    figure = canvas()
    figure.add_shape(
        type="rect",
        x0=evidenced,
        x1=claimed,
        y0=-0.5,
        y1=0.5,
        fillcolor=viewport.range,
        line={"width": 0},
        layer="below",
    )
    for low, high in ((-0.95, -0.5), (0.5, 0.95)):
        figure.add_shape(
            type="line", x0=adjusted, x1=adjusted, y0=low, y1=high, line={"color": viewport.accent, "width": 3}
        )
    figure.add_shape(
        type="line", x0=cost, x1=cost, y0=-1, y1=1, line={"color": viewport.ink, "width": 2, "dash": "dot"}
    )
    low, high = min(0.0, evidenced, adjusted), max(claimed, cost, adjusted)
    span = (high - low) or 1
    width = 340 if viewport.is_narrow else 1250
    above = f"risk-adjusted {format.money(adjusted)}"
    apart = ROOM / width * span
    half = len(above) * LETTER / 2 / width * span
    (place,) = _inside([adjusted], [half], (low, high), apart)
    at, anchor = _fastened(place, half, (low, high))
    write(figure, viewport, f"<b>{above}</b>", x=at, y=1.85, xanchor=anchor, size=SMALL, colour=viewport.accent)
    beneath = [
        (f"evidenced {format.money(evidenced)}", evidenced),
        (f"claimed {format.money(claimed)}", claimed),
        (f"spent {format.money(cost)}", cost),
    ]
    gap = (max(len(text) for text, _ in beneath) * LETTER + ROOM) / width * span
    halves = [len(text) * LETTER / 2 / width * span for text, _ in beneath]
    places = spread([at for _, at in beneath], gap)
    for (text, _), place, half in zip(beneath, _inside(places, halves, (low, high), apart), halves, strict=True):
        at, anchor = _fastened(place, half, (low, high))
        write(figure, viewport, text, x=at, y=-1.85, xanchor=anchor, size=SMALL)
    figure.update_xaxes(visible=False, range=[low - 0.01 * span, high + 0.01 * span])
    figure.update_yaxes(visible=False, range=[-2.6, 2.6])
    sentence = (
        f"{format.money(adjusted)} came back, risk-adjusted: {format.money(evidenced)} evidenced, "
        f"{format.money(claimed)} claimed, {format.money(cost)} spent"
    )
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"t": 0, "b": 0, "l": 0, "r": 0}),
        finding=sentence,
        subtitle=f"Value and cost from the beginning, {currency(tiers.scope)}",
        alt=f"{sentence}.",
    )


def _inside(places: Sequence[float], halves: Sequence[float], extent: tuple[float, float], apart: float) -> list[float]:
    """The same places, moved no further than keeps each label inside the strip and `apart` from its neighbours."""
    found = list(places)
    order = sorted(range(len(found)), key=lambda index: found[index])
    edge = extent[0]
    for index in order:
        found[index] = max(found[index], edge + halves[index])
        edge = found[index] + halves[index] + apart
    edge = extent[1]
    for index in reversed(order):
        found[index] = min(found[index], edge - halves[index])
        edge = found[index] - halves[index] - apart
    return found


def _fastened(place: float, half: float, extent: tuple[float, float]) -> tuple[float, str]:
    """Where a label is fastened and by which of its sides: by the side that touches the strip's end, so that it stays
    inside a strip that is drawn narrower."""
    low, high = extent
    slack = (high - low) / 1000
    if place + half >= high - slack:
        return high, "right"
    if place - half <= low + slack:
        return low, "left"
    return place, "center"
