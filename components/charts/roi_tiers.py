"""Is the value real, and does it exceed the cost? Return on investment at three tiers, quarter by quarter."""

import plotly.graph_objects as go

from components.text import format
from components.text.money import currency
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens, quarters, spread, write
from queries import Listing

HEIGHT = 320


def chart(tiers: Listing, viewport: Viewport) -> Drawn:
    """From evidenced to claimed as a band, risk-adjusted as the line in it, nought as break-even."""
    frame = tiers.frame[tiers.frame["cost"] > 0] if not tiers.frame.empty else tiers.frame
    if tiers.missing or tiers.frame.empty:
        return nothing("Return on investment: not known yet", tiers.missing or tiers.view.needs)
    if frame.empty or not tiers.frame["cost"].iloc[-1] > 0:
        return nothing(
            "There is no return on nothing: what was spent nets to nought or less",
            (),
            f"Of value, {format.money(float(tiers.frame['risk_adjusted'].iloc[-1]))} came back, risk-adjusted.",
        )
    places = list(range(len(frame)))
    returns = {name: (frame[name] / frame["cost"] - 1).tolist() for name in ("claimed", "risk_adjusted", "evidenced")}
    figure = canvas()
    figure.add_hline(y=0, line={"color": viewport.grey, "width": 1, "dash": "dot"})
    figure.add_scatter(
        x=[*places, *reversed(places)],
        y=[*returns["claimed"], *reversed(returns["evidenced"])],
        fill="toself",
        fillcolor=viewport.range,
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )
    month = tiers.scope.settings.get("fiscal_start_month", "1")
    labels = [str(period) for period in frame["period"]]
    figure.add_scatter(
        x=places,
        y=returns["risk_adjusted"],
        mode="lines+markers",
        line={"color": viewport.accent, "width": 2.5},
        marker={"size": 5, "color": viewport.accent},
        hoverinfo="text",
        customdata=opens("period", labels),
        hovertext=[
            f"{format.quarter(label, month)}: risk-adjusted {format.percent(mid)}, "
            f"evidenced {format.percent(low)}, claimed {format.percent(high)}"
            for label, mid, low, high in zip(
                labels, returns["risk_adjusted"], returns["evidenced"], returns["claimed"], strict=True
            )
        ],
    )
    low = min(-1.0, *returns["evidenced"], *returns["risk_adjusted"])
    high = max(0.0, *returns["claimed"], *returns["risk_adjusted"])
    span = high - low
    _name_ends(figure, viewport, {name: values[-1] for name, values in returns.items()}, places[-1], span)
    write(figure, viewport, "break-even", x=0, y=0, yshift=10, colour=viewport.grey)
    quarters(figure, viewport, labels, month, tight=True)
    figure.update_yaxes(visible=False, range=[low - 0.06 * span, high + 0.1 * span])
    ends = {name: format.percent(values[-1]) for name, values in returns.items()}
    claimed = returns["claimed"][-1]
    even = (
        "it pays only if the claims are true"
        if claimed > 0 > returns["risk_adjusted"][-1]
        else f"{ends['claimed']} even if every claim is true"
        if claimed <= 0
        else f"between {ends['evidenced']} evidenced and {ends['claimed']} claimed"
    )
    sentence = f"Return is {ends['risk_adjusted']}, risk-adjusted; {even}"
    last = frame.iloc[-1]
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"r": 134, "t": 12}),
        finding=sentence,
        subtitle="Return on investment from the beginning to each quarter: (value − cost) / cost",
        n=f"of the risk-adjusted value, cash {format.money(float(last['cash']))} and soft {format.money(float(last['soft']))}"
        f" ({currency(tiers.scope)})",
        alt=f"{sentence}. Evidenced {ends['evidenced']}, claimed {ends['claimed']}, by {format.quarter(labels[-1], month)}.",
    )


def _name_ends(figure: go.Figure, viewport: Viewport, ends: dict[str, float], place: int, span: float) -> None:
    names = {"claimed": "claimed", "risk_adjusted": "risk-adjusted", "evidenced": "evidenced"}
    heights = spread(list(ends.values()), 0.075 * span)
    for (name, value), height in zip(ends.items(), heights, strict=True):
        headline = name == "risk_adjusted"
        text = f"{names[name]} {format.percent(value)}"
        write(
            figure,
            viewport,
            f"<b>{text}</b>" if headline else text,
            x=place,
            y=height,
            xshift=10,
            colour=viewport.accent if headline else viewport.grey,
            size=12,
        )
