"""Same tool, different outcome: how far apart are the units that have it?"""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, spread, write
from queries import Listing

ROW = 104  # pixels: a tool's name, its dots, the names of those at the ends
MOST = 6  # tools drawn; those most units have first
PITCH = 1.25
LETTER = 6.4


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A row for each tool, a dot for each unit: the share with a habit, and the value of a seat for a year beside it."""
    frame = listing.frame
    visible = frame[frame["habitual_share"].notna()] if len(frame) else frame
    if listing.missing or visible.empty:
        return nothing(
            "Whether a tool fares differently from unit to unit is not known yet", listing.missing, _why(listing)
        )
    tools = list(dict.fromkeys(visible["tool"].astype(str)))[:MOST]
    shown = visible[visible["tool"].astype(str).isin(tools)]
    valued = shown[shown["value_per_seat"].notna()]
    most = float(valued["value_per_seat"].max()) if len(valued) else 0.0
    figure = canvas()
    top = max(0.05, float(shown["habitual_share"].max()))
    has_value = most > 0
    for line, tool in enumerate(tools):
        place = len(tools) - 1 - line
        rows = shown[shown["tool"].astype(str) == tool]
        write(
            figure, viewport, f"<b>{format.escape_html(format.shorten(tool, 30))}</b>", x=0, y=place + 0.42, size=SMALL
        )
        _dots(
            figure,
            viewport,
            rows,
            place,
            0.0,
            rows["habitual_share"] / top,
            format.percent,
            "habitual_share",
            has_value,
        )
        if has_value:
            some = rows[rows["value_per_seat"].notna()]
            _dots(
                figure,
                viewport,
                some,
                place,
                PITCH,
                some["value_per_seat"].clip(lower=0) / most,
                format.money,
                "value_per_seat",
                True,
            )
    heads = (
        ["With a habit, of those who use it", "Value a seat and year"]
        if has_value
        else ["With a habit, of those who use it"]
    )
    for at, header in enumerate(heads):
        text = (
            {
                "With a habit, of those who use it": "Habit, of the active",
                "Value a seat and year": "Value a seat, year",
            }[header]
            if viewport.is_narrow
            else header
        )
        write(
            figure,
            viewport,
            text,
            x=at * PITCH,
            y=len(tools) - 0.22,
            yanchor="bottom",
            size=SMALL,
            colour=viewport.grey,
        )
    figure.update_yaxes(visible=False, range=[-0.55, len(tools) + 0.05])
    figure.update_xaxes(visible=False, range=[-0.03, (PITCH + 1.08) if has_value else 1.08])
    finding = _finding(shown)
    return Drawn(
        finish(figure, viewport, height=ROW * len(tools) + 34),
        finding=finding,
        subtitle="Tools in three units or more, a dot for each unit in the last period"
        + ("; value: risk-adjusted, last four quarters, by the seats paid for" if has_value else ""),
        n=f"n = {format.plural(len(tools), 'tool')} in {format.plural(shown['business_unit'].nunique(), 'unit')}",
        alt=f"{finding}. {'; '.join(_spoken(row) for _, row in shown.iterrows())}.",
    )


def _why(listing: Listing) -> str:
    if listing.missing:
        return ""
    if len(listing.frame) and listing.frame["is_hidden"].all():
        return f"{format.HIDDEN.capitalize()}."
    if len(listing.frame):
        return "Not enough data: needs adoption.habitual_users for a tool that three units have."
    return "No tool is used in three units or more."


def _finding(shown: pd.DataFrame) -> str:
    tool, rows = max(
        ((name, rows) for name, rows in shown.groupby("tool", sort=False)),
        key=lambda entry: (entry[1]["habitual_share"].max() - entry[1]["habitual_share"].min(), len(entry[1])),
    )
    best, worst = rows.loc[rows["habitual_share"].idxmax()], rows.loc[rows["habitual_share"].idxmin()]
    if len(rows) == 1:
        return f"{tool}: {format.percent(best['habitual_share'])} of those who use it in {best['business_unit']} have a habit"
    if format.percent(best["habitual_share"]) == format.percent(worst["habitual_share"]):
        return f"{tool} is a habit for {format.percent(best['habitual_share'])} of the active in each unit"
    return (
        f"{tool} is a habit for {format.percent(best['habitual_share'])} of the active in {best['business_unit']}, for "
        f"{format.percent(worst['habitual_share'])} in {worst['business_unit']}"
    )


def _dots(
    figure: go.Figure,
    viewport: Viewport,
    rows: pd.DataFrame,
    place: int,
    start: float,
    across: pd.Series,
    written: Callable[[float], str],
    column: str,
    has_two: bool,
) -> None:
    if rows.empty:
        return
    xs = [start + float(share) for share in across]
    best = max(range(len(xs)), key=lambda index: xs[index])
    worst = min(range(len(xs)), key=lambda index: xs[index])
    figure.add_scatter(
        x=[start, start + 1],
        y=[place, place],
        mode="lines",
        hoverinfo="skip",
        line={"color": viewport.line, "width": 1},
    )
    figure.add_scatter(
        x=xs,
        y=[place] * len(xs),
        mode="markers",
        cliponaxis=False,
        marker={
            "size": 11,
            "color": [viewport.accent if index == best else viewport.grey for index in range(len(xs))],
            "line": {"color": viewport.paper, "width": 1},
        },
        hovertext=[format.escape_html(_spoken(row)) for _, row in rows.iterrows()],
        hoverinfo="text",
        customdata=opens("business_unit", rows["business_unit"]),
    )
    room = (165 if viewport.is_narrow else 560 if has_two else 1200) / (
        1 if has_two else 0.5 if viewport.is_narrow else 1
    )
    ends = list(dict.fromkeys((worst, best)))
    texts = [
        f"{format.escape_html(format.shorten(str(rows.iloc[index]['business_unit']), 10 if viewport.is_narrow else 20))}<br>"
        f"{written(float(rows.iloc[index][column]))}"
        for index in ends
    ]
    halves = [max(len(part) for part in text.split("<br>")) * LETTER / 2 / room for text in texts]
    places = spread([xs[index] for index in ends], sum(halves) + 6 / room)
    for index, text, at, half in zip(ends, texts, places, halves, strict=True):
        centre = min(max(at, start + half), start + 1.08 - half)
        write(
            figure,
            viewport,
            text,
            x=centre,
            y=place,
            yshift=-24,
            xanchor="center",
            align="center",
            size=SMALL,
            colour=viewport.accent if index == best else viewport.grey,
        )


def _spoken(row: pd.Series) -> str:
    value = f", {format.money(row['value_per_seat'])} a seat and year" if pd.notna(row["value_per_seat"]) else ""
    counts = format.of(row["habitual_users"], row["active_users"])
    return f"{row['tool']} in {row['business_unit']}: {format.percent(row['habitual_share'])} with a habit ({counts}){value}"
