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
    drawn = [rows for rows in every if not _first_months(rows).empty]
    drawn.sort(key=lambda rows: pattern(rows) in NAMED)
    for rows in drawn:
        _line(figure, viewport, rows, unit)
    named = [rows for rows in drawn if pattern(rows) in NAMED]
    span = (max(rows["value"].max() for rows in every) - min(0.0, *(rows["value"].min() for rows in every))) or 1.0
    _names(figure, viewport, named, 0.075 * span)
    _months(figure, viewport, max(rows["month"].max() for rows in every), room=9 if named else 1)


def _first_months(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["month"] <= LONGEST]


def _line(figure: go.Figure, viewport: Viewport, rows: pd.DataFrame, unit: str) -> None:
    """A tool's line, and at its end the mark that can be clicked."""
    is_named = pattern(rows) in NAMED
    colour = _colour(viewport, rows)
    shown = _first_months(rows)
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


def _names(figure: go.Figure, viewport: Viewport, named: list[pd.DataFrame], gap: float) -> None:
    """Each tool's name at the end of its line, at least `gap` apart."""
    ends = [_first_months(rows).iloc[-1] for rows in named]
    places = spread([float(end["value"]) for end in ends], gap)
    for rows, end, place in zip(named, ends, places, strict=True):
        write(
            figure,
            viewport,
            format.escape_html(format.shorten(name(rows), 20 if viewport.is_narrow else 26)),
            x=end["month"],
            y=place,
            xshift=8,
            colour=_colour(viewport, rows),
            size=SMALL,
            bgcolor=viewport.paper,
            opacity=0.85,
            borderpad=1,
        )


def _months(figure: go.Figure, viewport: Viewport, last: int, room: int) -> None:
    """The months along the foot, with room for so many more behind the last."""
    months = [
        month for month in ((1, 8, 12, 18, 24) if viewport.is_narrow else (1, 4, 8, 12, 18, 24)) if month <= last
    ] or [1]
    figure.update_xaxes(
        tickmode="array",
        tickvals=months,
        ticktext=[f"month {month}" if month == 1 else str(month) for month in months],
        tickangle=0,
        showline=True,
        range=[0.4, min(LONGEST, last) + room],
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
