"""When does the money come back?"""

import math

from components.text import changes, format
from components.text.money import currency
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens, quarters, write
from queries import Listing

HEIGHT = 320


def chart(flows: Listing, appraisal: Listing, viewport: Viewport) -> Drawn:
    """Each quarter's net as a bar, the cumulative net as a line, and where it crosses for good."""
    frame = flows.frame
    if flows.missing or frame.empty or appraisal.frame.empty:
        return nothing("Payback: not known yet", flows.missing or flows.view.needs)
    judged = appraisal.frame.iloc[0]
    month = flows.scope.settings.get("fiscal_start_month", "1")
    labels = [str(period) for period in frame["period"]]
    places = list(range(len(frame)))
    net, running = frame["net"].tolist(), frame["net_to_date"].tolist()
    figure = canvas()
    figure.add_hline(y=0, line={"color": viewport.line, "width": 1})
    figure.add_bar(x=places, y=net, width=0.55, marker={"color": viewport.context}, hoverinfo="skip")
    figure.add_scatter(
        x=places,
        y=running,
        mode="lines+markers",
        line={"color": viewport.accent, "width": 2.5},
        marker={"size": 5, "color": viewport.accent},
        hoverinfo="text",
        customdata=opens("period", labels),
        hovertext=[
            f"{format.quarter(label, month)}: {format.money(total)} so far, {format.money(quarter_net)} in the quarter"
            for label, total, quarter_net in zip(labels, running, net, strict=True)
        ],
    )
    low, high = min(0.0, *running, *net), max(0.0, *running, *net)
    span = (high - low) or 1
    deepest = running.index(min(running))
    for place in {deepest, places[-1]}:
        under = place == deepest and running[place] < 0
        write(
            figure,
            viewport,
            f"<b>{format.money(running[place])}</b>",
            x=place,
            y=running[place],
            colour=viewport.accent,
            yshift=-14 if under else 14,
            xanchor="right" if place == places[-1] else "center",
        )
    payback = judged["payback_quarters"]
    if not math.isnan(payback):
        figure.add_scatter(
            x=[payback],
            y=[0],
            mode="markers",
            hoverinfo="skip",
            marker={
                "symbol": "diamond",
                "size": 11,
                "color": viewport.paper,
                "line": {"color": viewport.accent, "width": 2},
            },
        )
        write(
            figure,
            viewport,
            f"paid back after {format.value(payback, 'quarters')}",
            x=payback,
            y=0,
            yshift=16,
            xanchor="right" if payback > len(places) / 2 else "left",
            colour=viewport.accent,
        )
    quarters(figure, viewport, labels, month)
    figure.update_yaxes(visible=False, range=[low - 0.12 * span, high + 0.12 * span])
    lately = changes.lately(frame["change"].tolist()[1:], [format.quarter(label, month) for label in labels])
    finding = _finding(judged["payback_state"], payback, running[-1], lately)
    rate = judged["irr_per_year"]
    irr = f"IRR {format.percent(rate)} a year" if not math.isnan(rate) else f"IRR {judged['irr_state']}"
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"t": 12}),
        finding=finding,
        subtitle=f"Risk-adjusted value − cost, {currency(flows.scope)}: bars by quarter, line from the beginning",
        n=f"NPV {format.money(judged['npv'])} at {format.percent(judged['discount_rate'])} a year; {irr}",
        alt=f"{finding}. Net so far {format.money(running[-1])}, lowest {format.money(min(running))} in "
        f"{format.quarter(labels[deepest], month)}.",
    )


def _finding(state: str, payback: float, net: float, lately: str) -> str:
    if state == "no cost":
        return f"Nothing to pay back: value has covered cost from the first quarter, {format.money(net)} net"
    if state == "reached":
        return f"Paid back after {format.value(payback, 'quarters')}; {format.money(net)} net so far"
    return f"Not paid back: {format.money(net)} so far{f', {lately}' if lately else ''}"
