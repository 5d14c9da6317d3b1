"""Do we finish what we start?"""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.text.littles_law import time_in_progress
from components.theme import SMALL, Drawn, Position, Viewport, canvas, finish, nothing, opens, quarters, write
from queries import Listing

HEIGHT = 330
STOCK, MOVES = (0.64, 1.0), (0.0, 0.52)  # parts of the height: what is in progress above, starts and finishes below


def chart(listing: Listing, balance: Listing, viewport: Viewport) -> Drawn:
    """What is in progress, quarter by quarter; below it what started (up) and what left, by production or a stop (down)."""
    frame = listing.frame.reset_index(drop=True)
    if (
        listing.missing
        or frame.empty
        or not frame[["starts", "first_listed"]].to_numpy().sum() + frame["in_progress"].sum()
    ):
        return nothing("What starts and what finishes is not known yet", listing.missing, _why_not(listing))
    figure = canvas()
    month = listing.scope.settings.get("fiscal_start_month", "1")
    _in_progress(figure, viewport, frame)
    _moves(figure, viewport, frame)
    quarters(figure, viewport, list(frame["period"]), month, tight=True)
    most = int(frame["in_progress"].max()) or 1
    most_in = int((frame["starts"] + frame["first_listed"]).max())
    most_out = int((frame["production"] + frame["stopped"] + frame["gone"]).max())
    figure.update_xaxes(anchor="y2")
    figure.update_layout(
        yaxis={"domain": STOCK, "range": [0, most * 1.3], "visible": False},
        yaxis2={
            "domain": MOVES,
            "range": [-max(most_out, 1) * 1.25, max(most_in, 1) * 1.25],
            "visible": False,
            "anchor": "x",
        },
        barmode="relative",
    )
    finding = _finding(frame)
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"l": 8, "r": 74 if viewport.is_narrow else 100, "t": 14}),
        finding=finding,
        subtitle="Initiatives by quarter: in progress at its end (line); started (up), in production, stopped or gone "
        "from the list (down); hatched: on the way already when first listed",
        n=_footer(frame),
        alt=f"{finding}. {'; '.join(_text(row, month) for _, row in frame.iterrows())}. {time_in_progress(balance)}".strip(),
    )


def _why_not(listing: Listing) -> str:
    return "" if listing.missing else "Nothing with a start date was on its way since the units' first lists."


def _finding(frame: pd.DataFrame) -> str:
    starts, done = int(frame["starts"].sum()), int(frame["production"].sum())
    stopped, now = int(frame["stopped"].sum()), int(frame["in_progress"].iloc[-1])
    left = f"{format.count(done)} reached production and {format.count(stopped)} {format.inflect(stopped, 'was', 'were')} stopped"
    joined = int(frame["first_listed"].sum())
    already = f", {format.count(joined)} {format.inflect(joined, 'was', 'were')} on the way already" if joined else ""
    came = f"{format.count(starts)} started{already}"
    return f"{came}: {left}; {format.count(now)} {format.inflect(now, 'is', 'are')} in progress"


def _in_progress(figure: go.Figure, viewport: Viewport, frame: pd.DataFrame) -> None:
    places = list(frame.index)
    figure.add_scatter(
        x=places,
        y=list(frame["in_progress"]),
        mode="lines+markers",
        line={"color": viewport.accent, "width": 2.5},
        marker={"color": viewport.accent, "size": 5},
        hoverinfo="text",
        hovertext=[f"{row['period']}: {format.count(row['in_progress'])} in progress" for _, row in frame.iterrows()],
    )
    last = frame.iloc[-1]
    peak = int(frame["in_progress"].idxmax())
    for place in sorted({0, peak}) if len(frame) > 1 else []:
        if place == len(frame) - 1:
            continue
        write(
            figure,
            viewport,
            format.count(frame["in_progress"].iloc[place]),
            x=place,
            y=frame["in_progress"].iloc[place],
            xanchor="center",
            yanchor="bottom",
            yshift=4,
            size=SMALL,
            colour=viewport.grey,
        )
    write(
        figure,
        viewport,
        f"<b>{format.count(last['in_progress'])}</b> in{'<br>' if viewport.is_narrow else ' '}progress",
        x=len(frame) - 1,
        y=last["in_progress"],
        xshift=10,
        colour=viewport.accent,
        size=SMALL,
    )


def _moves(figure: go.Figure, viewport: Viewport, frame: pd.DataFrame) -> None:
    places = list(frame.index)
    bars = (
        ("starts", 1, {"color": viewport.context}, "entered_as_in", "started {}", "started"),
        ("first_listed", 1, _dotted(viewport), "entered_as_in", "first listed {}", "on the way when first listed"),
        ("production", -1, {"color": viewport.accent}, "left_as_in", "production {}", "reached production"),
        ("stopped", -1, {"color": viewport.grey}, "left_as_in", "stopped {}", "stopped"),
        ("gone", -1, _dotted(viewport), "left_as_in", "gone {}", "gone from the list"),
    )
    for column, sign, marker, opened, value, spoken in bars:
        figure.add_bar(
            x=places,
            y=[sign * number for number in frame[column]],
            yaxis="y2",
            width=0.72,
            marker=marker,
            hoverinfo="text",
            customdata=opens(opened, [value.format(period) for period in frame["period"]]),
            hovertext=[f"{row['period']}: {format.count(row[column])} {spoken}" for _, row in frame.iterrows()],
        )
    most_in = int((frame["starts"] + frame["first_listed"]).max()) or 1
    most_out = int((frame["production"] + frame["stopped"] + frame["gone"]).max()) or 1
    right: Position = {"x": len(frame) - 1, "xshift": 14 if len(frame) > 6 else 34, "yref": "y2"}
    write(figure, viewport, "started", colour=viewport.ink, size=SMALL, **right | {"y": most_in * 0.5})
    named = [name for name in ("production", "stopped", "gone") if frame[name].sum()]
    texts = {
        "production": ("in production", viewport.accent),
        "stopped": ("stopped", viewport.grey),
        "gone": ("gone", viewport.grey),
    }
    for at, name in enumerate(named):
        text, colour = texts[name]
        write(figure, viewport, text, colour=colour, size=SMALL, **right | {"y": -most_out * (0.2 + 0.36 * at)})
    figure.add_shape(
        type="line",
        xref="paper",
        x0=0,
        x1=1,
        yref="y2",
        y0=0,
        y1=0,
        line={"color": viewport.line, "width": 1},
    )


def _dotted(viewport: Viewport) -> dict[str, object]:
    return {
        "color": viewport.paper,
        "line": {"color": viewport.grey, "width": 1},
        "pattern": {"shape": "/", "fgcolor": viewport.grey, "bgcolor": viewport.paper, "size": 5, "solidity": 0.25},
    }


def _footer(frame: pd.DataFrame) -> str:
    joined = int(frame["first_listed"].sum())
    every = f"n = {format.plural(int(frame['starts'].sum()), 'start')}"
    return every + (f"; {format.count(joined)} on the way when first listed" if joined else "")


def _text(row: pd.Series, month: str) -> str:
    gone = f", {format.count(row['gone'])} gone" if row["gone"] else ""
    return (
        f"{format.quarter(row['period'], month)}: {format.count(row['starts'])} started, {format.count(row['production'])} in "
        f"production, {format.count(row['stopped'])} stopped{gone}, {format.count(row['in_progress'])} in progress"
    )
