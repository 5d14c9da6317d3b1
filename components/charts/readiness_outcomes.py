"""Which signs of readiness at the start go with reaching production?"""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from components.charts.layouts.effect import Reached
from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import Listing

FLAGS = {
    "data_ready": "Data ready",
    "workflow_embedded": "In the workflow",
    "governance_reviewed": "Governance reviewed",
    "audit_logged": "Audit log",
    "access_controlled": "Access control",
    "vendor_reviewed": "Vendor reviewed",
    "risk_assessed": "Risk assessed",
    "human_in_loop": "Human in the loop",
    "production_path": "Path to production",
    "platform_reused": "Shared platform",
    "monitoring_in_place": "Monitoring",
}
ROW = 56  # pixels: a line of text, two points, air
WITH, WITHOUT = True, False


class Stated(Reached):
    """The initiatives with a flag at their start, or without it; how far the two are apart, where both can be judged."""

    flag: str
    is_ready: bool
    difference_low: float
    difference_high: float


Pair = dict[bool, Stated]
"""A flag's two groups, by whether they had it."""


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """Two points for each flag: the share in production within a year of those that had it at the start, and of the rest.

    Only flags with both groups watched for a year, one of them not too few, are drawn; the others are named at the foot.
    """
    frame = listing.frame
    pairs = _pairs(frame)
    drawn = [name for name, pair in pairs.items() if _is_drawn(pair)]
    judged = [name for name in drawn if all(row["state"] == "ok" for row in pairs[name].values())]
    if listing.missing or not drawn:
        return nothing(
            "What readiness at the start is worth is not known yet", listing.missing, _why_not(listing, pairs)
        )
    drawn.sort(key=lambda name: (name not in judged, -_apart(pairs[name])))
    figure = canvas()
    for at, name in enumerate(drawn):
        _flag(figure, viewport, name, pairs[name], len(drawn) - 1 - at)
    figure.update_xaxes(
        range=[-0.02, 1.02],
        tickmode="array",
        tickvals=[0, 0.25, 0.5, 0.75, 1],
        showgrid=True,
        gridcolor=viewport.line,
        ticktext=["0 %", "25 %", "50 %", "75 %", "100 %"],
        tickfont={"size": SMALL},
    )
    figure.update_yaxes(visible=False, range=[-0.6, len(drawn) - 0.4])
    finding = _finding(pairs, judged)
    rest = [FLAGS[name] for name in FLAGS if name in pairs and name not in drawn]
    known = max(sum(int(row["watched"]) for row in pairs[name].values()) for name in drawn)
    return Drawn(
        finish(figure, viewport, height=ROW * len(drawn) + 44, margin={"l": 6, "r": 20, "t": 0}),
        finding=finding,
        subtitle="In production by day 365 (cumulative incidence, 95 % interval): blue with it, grey without; hollow: "
        f"{format.TOO_FEW}. As stated soon after the start. An association, not a cause",
        n=f"n = up to {format.plural(known, 'initiative')}"
        + (f"; too few on both sides: {format.join(rest).lower()}" if rest else ""),
        alt=f"{finding}. {'; '.join(_text(name, pairs[name]) for name in drawn)}.",
    )


def _pairs(frame: pd.DataFrame) -> dict[str, Pair]:
    found: dict[str, Pair] = {}
    rows: list[Stated] = frame.to_dict("records")
    for row in rows:
        found.setdefault(row["flag"], {})[bool(row["is_ready"])] = row
    return found


def _why_not(listing: Listing, pairs: dict[str, Pair]) -> str:
    if listing.missing:
        return ""
    if not pairs:
        return "No list soon after a start says whether data, workflow, governance or platform were ready."
    return (
        f"{format.join(FLAGS[name] for name in FLAGS if name in pairs)}: stated soon after the start, but not of "
        "enough initiatives with and without it that were watched for a year."
    )


def _is_drawn(pair: Pair) -> bool:
    """Whether both groups were watched for a year, and one of them at least can be judged."""
    return (
        len(pair) == 2
        and all(pd.notna(row["by_365"]) for row in pair.values())
        and any(row["state"] == "ok" for row in pair.values())
    )


def _apart(pair: Pair) -> float:
    return float(pair[WITH]["by_365"]) - float(pair[WITHOUT]["by_365"])


def _is_beyond_chance(pair: Pair) -> bool:
    return bool(pair[WITH]["difference_low"] > 0 or pair[WITH]["difference_high"] < 0)


def _finding(pairs: dict[str, Pair], judged: Sequence[str]) -> str:
    if not judged:
        return "Too few to tell which signs of readiness go with production"
    found = [name for name in judged if _is_beyond_chance(pairs[name])]
    best = max(found or judged, key=lambda name: abs(_apart(pairs[name])))
    with_it, without = (format.percent(pairs[best][side]["by_365"]) for side in (WITH, WITHOUT))
    sentence = f"{FLAGS[best]} at the start: {with_it} in production within a year, {without} without"
    return sentence if found else f"{sentence}, not apart beyond chance"


def _flag(figure: go.Figure, viewport: Viewport, name: str, pair: Pair, place: int) -> None:
    counts = [format.of(pair[side]["in_production"], pair[side]["watched"]) for side in (WITH, WITHOUT)]
    note = f"with it {counts[0]}, without {counts[1]}"
    text = f'<b>{FLAGS[name]}</b>&nbsp; <span style="color:{viewport.grey}">{note}</span>'
    write(figure, viewport, text, x=0, xref="paper", xshift=-3, y=place + 0.3, bgcolor=viewport.paper)
    for side, height, colour in ((WITH, 0.0, viewport.accent), (WITHOUT, -0.2, viewport.grey)):
        row = pair[side]
        is_few = row["state"] != "ok"
        if not is_few:
            figure.add_scatter(
                x=[row["low_365"], row["high_365"]],
                y=[place + height] * 2,
                mode="lines",
                hoverinfo="skip",
                line={"color": viewport.range if side is WITH else viewport.context, "width": 5},
            )
        figure.add_scatter(
            x=[row["by_365"]],
            y=[place + height],
            mode="markers",
            hoverinfo="text",
            marker={"color": viewport.paper if is_few else colour, "size": 9, "line": {"color": colour, "width": 1.5}},
            hovertext=[_of_one(row, side)],
            customdata=opens(name, [side]),
        )


def _of_one(row: Stated, side: bool) -> str:
    counts = f"{format.of(row['in_production'], row['watched'])} in production so far"
    name = "with it" if side is WITH else "without"
    if row["state"] != "ok":
        return f"{name} {counts}, {format.TOO_FEW}"
    return f"{name} {format.percent(row['by_365'])} ({format.interval(row['low_365'], row['high_365'])}), {counts}"


def _text(name: str, pair: Pair) -> str:
    return f"{FLAGS[name]}: {_of_one(pair[WITH], WITH)}; {_of_one(pair[WITHOUT], WITHOUT)}"
