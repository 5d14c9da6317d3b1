"""How soon are tools lost, and how exactly can the rows say so?"""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, hatched, nothing, write
from queries import Listing

ORIGINS = {"handoff": "After the vendor left", "go_live": "After going live"}
ROW = 30


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A bar for each window of days: solid what was surely lost in it, hatched what was lost in it or soon after."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("How soon tools are lost is not known yet", listing.missing, _why_not(listing))
    lines: list[pd.Series | str] = []
    for origin in [origin for origin in ORIGINS if origin in set(frame["origin"])]:
        lines += [ORIGINS[origin], *(row for _, row in frame[frame["origin"] == origin].iterrows())]
    figure = canvas()
    _draw(figure, viewport, lines)
    finding = _finding(frame, int(float(listing.scope.settings.get("handoff_days", 90))))
    rows = [line for line in lines if not isinstance(line, str)]
    is_unsure = any(row["lost_at_most"] > row["lost_surely"] for row in rows)
    return Drawn(
        finish(figure, viewport, height=ROW * len(lines) + 16),
        finding=finding,
        subtitle="Tools lost, of those followed that long"
        + ("; hatched: lost in it or later, for a quarter's row gives no day" if is_unsure else "")
        + ("; 30 days: tools with monthly rows only" if any(row["within_days"] == 30 for row in rows) else ""),
        n=f"n = {format.plural(int(frame['tools'].max()), 'tool')} at most",
        alt=f"{finding}. {'; '.join(_spoken(row) for row in rows)}.",
    )


def _why_not(listing: Listing) -> str:
    return "" if listing.missing else "No tool was followed for long enough since it went live or was handed over."


def _counts(row: pd.Series) -> str:
    return format.band(row["lost_surely"], row["lost_at_most"], row["tools"])


def _spoken(row: pd.Series) -> str:
    since = "handoff" if row["origin"] == "handoff" else "going live"
    return f"within {format.days(row['within_days'])} of {since} {_counts(row)}"


def _finding(frame: pd.DataFrame, horizon: int) -> str:
    row = frame.sort_values(["origin", "within_days"]).iloc[0]
    for origin in ("go_live", "handoff"):
        found = frame[(frame["origin"] == origin) & (frame["within_days"] == horizon)]
        if len(found):
            row = found.iloc[0]
            break
    lost, tools = int(row["lost_at_most"]), int(row["tools"])
    window = f"within {format.days(row['within_days'])} of {'handoff' if row['origin'] == 'handoff' else 'going live'}"
    if not lost:
        return (
            f"The one tool followed was not lost {window}"
            if tools == 1
            else f"None of {format.count(tools)} tools was lost {window}"
        )
    if tools == 1:
        return f"The one tool followed was {'' if row['lost_surely'] else 'perhaps '}lost {window}"
    return f"{_counts(row)} tools {format.inflect(lost, 'was', 'were')} lost {window}"


def _draw(figure: go.Figure, viewport: Viewport, lines: list[pd.Series | str]) -> None:
    places = {index: len(lines) - 1 - index for index in range(len(lines))}
    rows = [(places[index], line) for index, line in enumerate(lines) if not isinstance(line, str)]
    bar = {"orientation": "h", "width": 0.56, "y": [place for place, _ in rows], "hoverinfo": "skip"}
    figure.add_bar(x=[1.0 for _ in rows], marker={"color": viewport.line, "opacity": 0.35}, **bar)
    figure.add_bar(
        x=[row["lost_at_most"] / row["tools"] for _, row in rows], marker=hatched(viewport, viewport.accent), **bar
    )
    figure.add_bar(x=[row["lost_surely"] / row["tools"] for _, row in rows], marker={"color": viewport.accent}, **bar)
    figure.update_layout(barmode="overlay")
    for place, row in rows:
        few = "" if row["tools"] >= 5 or viewport.is_narrow else f", {format.TOO_FEW}"
        write(figure, viewport, f"{_counts(row)}{few}", x=1.02, y=place, colour=viewport.grey, size=SMALL)
    names = [f"<b>{line}</b>" if isinstance(line, str) else format.days(line["within_days"]) for line in lines]
    figure.update_yaxes(
        tickmode="array",
        tickvals=[places[index] for index in range(len(lines))],
        ticktext=names,
        range=[-0.6, len(lines) - 0.4],
        tickfont={"color": viewport.ink, "size": SMALL},
    )
    figure.update_xaxes(visible=False, range=[0, 1.4 if viewport.is_narrow else 1.55])
