"""Does what is live stay in use? The users of each live tool, period by period."""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, hollow, nothing, opens, solid, write
from queries import Listing

MOST = 16  # tools drawn: those that lost most of their users first
ROW = 34
TALL = 0.66  # of a row, at a tool's most users


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A line for each live tool, each to its own scale, those that lost users first; at its end the users of today."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("Whether what is live stays in use is not known yet", listing.missing, _why_not(listing))
    material = float(listing.scope.settings.get("materiality", 0.05))
    hidden = f"fewer than {listing.scope.settings.get('suppression_k', '5')}"
    tools = sorted(
        (rows for _, rows in frame.groupby("deployment_id", sort=False)), key=lambda rows: (_kept(rows), _name(rows))
    )
    falling = [rows for rows in tools if _kept(rows) < 1 - material]
    shown = tools[:MOST]
    finding = _finding(len(falling), len(tools))
    figure = canvas()
    _lines(figure, viewport, shown, material, hidden)
    days = pd.to_datetime(frame["period_end"])
    cut = f"; the {MOST} that lost most, of {format.count(len(tools))}" if len(tools) > MOST else ""
    return Drawn(
        finish(figure, viewport, height=ROW * len(shown) + 12, margin={"r": 84 if viewport.is_narrow else 112}),
        finding=finding,
        subtitle=f"Active users of each live tool, {days.min():%B %Y} to {days.max():%B %Y}, each to its own scale; "
        f"at the end: now, of those it is meant for{cut}",
        n=f"n = {format.plural(len(tools), 'live tool')}",
        alt=f"{finding}. {'; '.join(_spoken(rows, hidden) for rows in shown)}.",
    )


def _why_not(listing: Listing) -> str:
    return "" if listing.missing else "No live tool says in these quarters how many use it."


def _finding(falling: int, tools: int) -> str:
    if tools == 1:
        return (
            "The one live tool has lost users since it had most" if falling else "The one live tool has kept its users"
        )
    if not falling:
        return f"None of {format.count(tools)} live tools has lost users since it had most"
    return f"{format.of(falling, tools)} live tools {format.inflect(falling, 'has', 'have')} lost users since their best period"


def _kept(rows: pd.DataFrame) -> float:
    """What is left of a tool's most users; a group too small to show counts as next to nothing,
    where it was larger once."""
    last, most = rows["users"].iloc[-1], rows["users"].max()
    if pd.isna(last):
        return 1.0 if pd.isna(most) else 0.0
    return float(last / most) if most else 1.0


def _name(rows: pd.DataFrame) -> str:
    return str(rows["name"].iloc[-1])


def _lines(figure: go.Figure, viewport: Viewport, shown: list[pd.DataFrame], material: float, hidden: str) -> None:
    for index, rows in enumerate(shown):
        bottom = len(shown) - 1 - index - TALL / 2
        meant = rows["intended_users"].iloc[-1]
        top = max(float(rows["users"].fillna(0).max()), 1.0)
        days, heights = pd.to_datetime(rows["period_end"]), bottom + TALL * rows["users"] / top
        is_falling = _kept(rows) < 1 - material
        colour = viewport.accent if is_falling else viewport.context
        figure.add_scatter(
            x=[days.min(), days.max()],
            y=[bottom, bottom],
            mode="lines",
            hoverinfo="skip",
            line={"color": viewport.line, "width": 1},
        )
        figure.add_scatter(
            x=days, y=heights, mode="lines", hoverinfo="skip", line={"color": colour, "width": 2}, connectgaps=False
        )
        last = rows["users"].iloc[-1]
        figure.add_scatter(
            x=[days.iloc[-1]],
            y=[bottom if pd.isna(last) else heights.iloc[-1]],
            mode="markers",
            marker=(hollow if pd.isna(last) else solid)(viewport, colour, size=7),
            hovertext=[format.escape_html(_spoken(rows, hidden))],
            hoverinfo="text",
            customdata=opens("deployment_id", [rows["deployment_id"].iloc[-1]]),
        )
        sentence = hidden if pd.isna(last) else format.count(last)
        beside = "" if pd.isna(meant) else f' <span style="color:{viewport.grey}">of {format.count(meant)}</span>'
        write(
            figure, viewport, f"{sentence}{beside}", x=1, xref="paper", xshift=10, y=len(shown) - 1 - index, size=SMALL
        )
    most = 17 if viewport.is_narrow else 28
    figure.update_yaxes(
        tickmode="array",
        tickvals=[len(shown) - 1 - index for index in range(len(shown))],
        ticktext=[format.escape_html(format.shorten(_name(rows), most)) for rows in shown],
        tickfont={"color": viewport.ink, "size": SMALL},
        range=[-0.55, len(shown) - 0.45],
    )
    figure.update_xaxes(visible=False)


def _spoken(rows: pd.DataFrame, hidden: str) -> str:
    last, most = rows["users"].iloc[-1], rows["users"].max()
    now = hidden if pd.isna(last) else format.count(last)
    return f"{_name(rows)} {now}{'' if pd.isna(most) else f', at most {format.count(most)}'}"
