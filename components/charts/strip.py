"""What came back at three tiers, beside what was spent, on one line."""

import plotly.graph_objects as go

from components import words
from components.house import SMALL, Drawn, Look, canvas, finish, nothing, spread, write
from components.money import currency
from queries import Listing

HEIGHT = 84
LETTER = 7.2  # px, a letter of a label with its room


def strip(tiers: Listing, look: Look) -> Drawn:
    """Verified to claimed as a bar, risk-adjusted as a tick, what was spent as a dotted mark."""
    if tiers.missing or tiers.frame.empty:
        return nothing("What came back is not known yet", tiers.missing or tiers.view.needs)
    last = tiers.frame.iloc[-1]
    verified, adjusted, claimed, cost = (float(last[name]) for name in ("verified", "risk_adjusted", "claimed", "cost"))
    figure = canvas()
    figure.add_shape(
        type="rect", x0=verified, x1=claimed, y0=-0.5, y1=0.5, fillcolor=look.range, line={"width": 0}, layer="below"
    )
    for low, high in ((-0.95, -0.5), (0.5, 0.95)):
        figure.add_shape(
            type="line", x0=adjusted, x1=adjusted, y0=low, y1=high, line={"color": look.accent, "width": 3}
        )
    figure.add_shape(type="line", x0=cost, x1=cost, y0=-1, y1=1, line={"color": look.ink, "width": 2, "dash": "dot"})
    low, high = min(0.0, verified, adjusted), max(claimed, cost, adjusted)
    span = (high - low) or 1
    _label(figure, look, f"<b>risk-adjusted {words.money(adjusted)}</b>", adjusted, (low, span), above=True)
    beneath = [(f"verified {words.money(verified)}", verified), (f"claimed {words.money(claimed)}", claimed),
               (f"spent {words.money(cost)}", cost)]  # fmt: skip
    width = 330 if look.is_narrow else 1000
    gap = max(len(text) for text, _ in beneath) * LETTER / width * span
    edge = gap / 2
    for (text, _), place in zip(beneath, spread([at for _, at in beneath], gap), strict=True):
        _label(figure, look, text, min(max(place, low + edge * 0.9), high - edge * 0.9), (low, span), above=False)
    figure.update_xaxes(visible=False, range=[low - 0.01 * span, high + 0.01 * span])
    figure.update_yaxes(visible=False, range=[-2.6, 2.6])
    says = (
        f"{words.money(adjusted)} came back, risk-adjusted: {words.money(verified)} verified, "
        f"{words.money(claimed)} claimed, {words.money(cost)} spent"
    )
    return Drawn(
        finish(figure, look, height=HEIGHT, margin={"t": 0, "b": 0, "l": 0, "r": 0}),
        finding=says,
        subtitle=f"Value and cost from the beginning, {currency(tiers.scope)}",
        alt=f"{says}.",
    )


def _label(figure: go.Figure, look: Look, text: str, at: float, extent: tuple[float, float], *, above: bool) -> None:
    """A label over or under the line, which keeps within the chart at its ends."""
    share = (at - extent[0]) / extent[1]
    anchor = "left" if share < 0.12 else "right" if share > 0.88 else "center"
    write(
        figure, look, text, x=at, y=1.85 if above else -1.85, xanchor=anchor, size=SMALL,
        colour=look.accent if above else look.ink,
    )  # fmt: skip
