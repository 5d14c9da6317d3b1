"""Tools as lines over the months since they went live: grey, but for those there is something to say about."""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Viewport, hollow, opens, solid, spread, write

LONGEST = 24  # months drawn
NAMED = ("slow bloomer", "non-starter", "benefit gone")


def tools(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of each tool, in the order of their months."""
    return [rows.sort_values("month") for _, rows in frame.groupby("deployment_id", sort=False)]


def pattern(rows: pd.DataFrame) -> str:
    """How a tool stands against the rest."""
    return str(rows["standing"].iloc[0])


def name(rows: pd.DataFrame) -> str:
    """A tool's name."""
    return str(rows["name"].iloc[0])


def lines(figure: go.Figure, viewport: Viewport, every: list[pd.DataFrame], unit: str) -> None:
    """A line for each tool: grey; a slow bloomer in the accent colour, and in red a tool on which money is being lost."""
    named = []
    for rows in sorted(every, key=lambda rows: pattern(rows) in NAMED):
        shown = rows[rows["month"] <= LONGEST]
        if shown.empty:
            continue
        is_named = pattern(rows) in NAMED
        colour = _colour(viewport, rows)
        figure.add_scatter(
            x=shown["month"],
            y=shown["value"],
            mode="lines",
            hoverinfo="skip",
            line={"color": colour, "width": 2.5 if is_named else 1.3},
        )
        end = shown.iloc[-1]
        figure.add_scatter(
            x=[end["month"]],
            y=[end["value"]],
            mode="markers",
            hovertext=[format.escape_html(spoken(rows, unit))],
            hoverinfo="text",
            marker=(hollow if pattern(rows) == "too young to judge" else solid)(
                viewport, colour, size=7 if is_named else 5
            ),
            customdata=opens("deployment_id", [end["deployment_id"]]),
        )
        if is_named:
            named.append((rows, end, colour))
    span = (max(rows["value"].max() for rows in every) - min(0.0, *(rows["value"].min() for rows in every))) or 1.0
    places = spread([float(end["value"]) for _, end, _ in named], 0.075 * span)
    for (rows, end, colour), place in zip(named, places, strict=True):
        write(
            figure,
            viewport,
            format.escape_html(format.shorten(name(rows), 20 if viewport.is_narrow else 26)),
            x=end["month"],
            y=place,
            xshift=8,
            colour=colour,
            size=SMALL,
            bgcolor=viewport.paper,
            opacity=0.85,
            borderpad=1,
        )
    months = [
        month
        for month in ((1, 8, 12, 18, 24) if viewport.is_narrow else (1, 4, 8, 12, 18, 24))
        if month <= max(rows["month"].max() for rows in every)
    ] or [1]
    figure.update_xaxes(
        tickmode="array",
        tickvals=months,
        ticktext=[f"month {month}" if month == 1 else str(month) for month in months],
        tickangle=0,
        showline=True,
        range=[0.4, min(LONGEST, max(rows["month"].max() for rows in every)) + (9 if named else 1)],
    )


def spoken(rows: pd.DataFrame, unit: str) -> str:
    """A tool from its first month that is known to its last, and how it stands."""
    first, last = rows.iloc[0], rows.iloc[-1]
    sentence = f"{name(rows)} {format.value(float(last['value']), unit)} in month {last['month']}"
    if len(rows) > 1:
        sentence = (
            f"{name(rows)} {format.value(float(first['value']), unit)} in month {first['month']}, "
            f"{format.value(float(last['value']), unit)} in month {last['month']}"
        )
    return f"{sentence} ({pattern(rows)})"


def _colour(viewport: Viewport, rows: pd.DataFrame) -> str:
    if pattern(rows) not in NAMED:
        return viewport.context
    return (
        viewport.accent
        if pattern(rows) == "slow bloomer"
        else viewport.red
        if rows["is_losing"].iloc[0]
        else viewport.ink
    )
