"""Do tools stay in use, and does it matter who built them?"""

import pandas as pd
import plotly.graph_objects as go

from components.charts.registry_mix import BUILDERS
from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, spread, write
from queries import Listing

LONGEST = 730  # days drawn
HEIGHT = 300
DAYS_MARKED = (90, 365, 730)


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """The share not lost by days since going live, a line for each builder with enough tools; the others as counts."""
    if listing.missing or listing.frame.empty:
        return nothing("Whether what goes live stays in use is not known yet", listing.missing, _why_not(listing))
    frame = listing.frame[listing.frame["dated_to"] == "first"]
    least = int(listing.scope.settings.get("minimum_n", 5))
    groups = frame.groupby("built_by", sort=False).first().reset_index().sort_values("tools", ascending=False)
    counts = [row for _, row in groups.iterrows()]
    drawn = [row for row in counts if row["tools"] >= least]
    finding = _finding(counts, drawn)
    few = [_spoken(row) for row in counts if row["tools"] < least]
    aside = f"; too few for a line: {format.join(few)}" if few else ""
    subtitle = (
        "Share of tools not lost, by days since they went live and who built them; replaced by another tool is no loss"
    )
    n = f"n = {format.plural(int(groups['tools'].sum()), 'tool')}, {format.plural(int(groups['lost'].sum()), 'loss', 'losses')}"
    if not drawn:
        return Drawn(None, finding, f"{format.join(_spoken(row) for row in counts).capitalize()}: {format.TOO_FEW}.", n)
    figure = canvas()
    _curves(figure, viewport, frame, drawn)
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"t": 16, "r": 104 if viewport.is_narrow else 136}),
        finding=finding,
        subtitle=subtitle + aside,
        n=n,
        alt=f"{finding}. {'; '.join(_spoken(row) for row in counts)}.",
    )


def _why_not(listing: Listing) -> str:
    return "" if listing.missing else "No tool whose users are counted was seen from the day it went live."


def _name(built_by: object) -> str:
    return {"not known": "builder not stated"}.get(str(built_by), BUILDERS.get(str(built_by), str(built_by)).lower())


def _spoken(row: pd.Series) -> str:
    lost = f"{format.of(row['lost'], row['tools'])} lost"
    alone = f", nobody maintains {format.count(row['unmaintained'])}" if row["unmaintained"] else ""
    replaced = f", {format.count(row['were_replaced'])} replaced" if row["were_replaced"] else ""
    return f"{_name(row['built_by'])} {lost}{replaced}{alone}"


def _finding(counts: list[pd.Series], drawn: list[pd.Series]) -> str:
    judged = drawn if len(drawn) > 1 else counts
    tools, lost = sum(int(row["tools"]) for row in counts), sum(int(row["lost"]) for row in counts)
    if not lost:
        return (
            "The one tool that went live is still in use"
            if tools == 1
            else f"None of {format.count(tools)} tools that went live was lost"
        )
    if len(judged) < 2:
        return f"{format.of(lost, tools)} tools that went live {format.inflect(lost, 'was', 'were')} lost"
    worst = max(judged, key=lambda row: (row["lost"] / row["tools"], row["tools"]))
    best = min(judged, key=lambda row: (row["lost"] / row["tools"], -row["tools"]))
    # by the intervals of the shares lost: the lines have the same to say, and small groups no band
    apart = "" if worst["lost_low"] > best["lost_high"] else ": not apart beyond chance"
    sentence = f"Lost: {format.of(worst['lost'], worst['tools'])} {_name(worst['built_by'])}"
    return f"{sentence}, {format.of(best['lost'], best['tools'])} {_name(best['built_by'])}{apart}"


def _curves(figure: go.Figure, viewport: Viewport, frame: pd.DataFrame, drawn: list[pd.Series]) -> None:
    end = min(LONGEST, int(frame["days"].max()))
    ends = []
    for row in drawn:
        events = frame[(frame["built_by"] == row["built_by"]) & (frame["events"] > 0) & (frame["days"] <= end)]
        followed = frame[(frame["built_by"] == row["built_by"]) & (frame["days"] <= end)]
        until = max(int(followed["days"].max()) if len(followed) else end, 1)
        last = float(events["survival"].iloc[-1]) if len(events) else 1.0
        is_ours = row["built_by"] == "internal"
        colour = viewport.accent if is_ours else viewport.grey
        if (known := events.dropna(subset=["low", "high"])).shape[0] and len(drawn) < 3:
            edges = [*known["days"], until]
            lows, highs = ([*known[name], known[name].iloc[-1]] for name in ("low", "high"))
            band = {"mode": "lines", "line": {"width": 0, "shape": "hv"}, "hoverinfo": "skip"}
            figure.add_scatter(x=edges, y=lows, **band)
            figure.add_scatter(x=edges, y=highs, fill="tonexty", fillcolor=viewport.range, **band)
        figure.add_scatter(
            x=[0, *events["days"], until],
            y=[1.0, *events["survival"], last],
            mode="lines",
            hoverinfo="skip",
            line={"color": colour, "width": 2.5 if is_ours else 2, "shape": "hv"},
        )
        ends.append((row, until, last, colour))
    for (row, until, last, colour), place in zip(ends, spread([last for _, _, last, _ in ends], 0.2), strict=True):
        lost = f"{format.of(row['lost'], row['tools'])} lost"
        write(
            figure,
            viewport,
            f"<b>{BUILDERS.get(str(row['built_by']), 'Not stated')}</b><br>{lost}",
            x=1,
            xref="paper",
            xshift=8,
            y=min(place, 0.97),
            colour=colour,
            size=SMALL,
        )
        figure.add_scatter(
            x=[until],
            y=[last],
            mode="markers",
            marker={"color": colour, "size": 7},
            hovertext=[_spoken(row)],
            hoverinfo="text",
            customdata=opens("built_by", [row["built_by"]]),
        )
    ticks = [0, *(day for day in DAYS_MARKED if day <= end and not (viewport.is_narrow and day < 365 < end))]
    figure.update_xaxes(
        tickmode="array",
        tickvals=ticks,
        ticktext=["live", *(f"day {day}" for day in ticks[1:])],
        tickangle=0,
        range=[0, end * 1.01],
        showline=True,
        tickfont={"size": SMALL},
    )
    figure.update_yaxes(
        range=[0, 1.06],
        tickmode="array",
        tickvals=[0, 0.5, 1],
        ticktext=["0", "50 %", "100 %"],
        showgrid=True,
        gridcolor=viewport.line,
    )
