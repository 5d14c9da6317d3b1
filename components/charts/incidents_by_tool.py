"""Which tools had incidents, and which of them were about security?"""

import pandas as pd

from components.charts.layouts.rows import Bar, rows
from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing, opens
from queries import Listing

MOST = 8


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A bar for each tool that had any, most first; in the accent colour those with a security incident."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("Whether anything went wrong is not known yet", listing.missing, _why_not(listing))
    every, tools = int(frame["incidents"].sum()), format.plural(len(frame), "tool")
    n = f"n = {tools} that {format.inflect(len(frame), 'counts', 'count')} them"
    if not every:
        return Drawn(None, "No tool had an incident in the last four quarters", f"{n.removeprefix('n = ')}.")
    had = frame[frame["incidents"] > 0]
    shown = [row for _, row in had.head(MOST).iterrows()]
    figure = canvas()
    height = rows(figure, viewport, [_bar(row, viewport) for row in shown])
    figure.data[0].update(customdata=opens("deployment_id", [row["deployment_id"] for row in shown]))
    security = int(frame["security_incidents"].sum())
    sentence = f"{format.plural(every, 'incident')} in four quarters"
    if security:
        sentence += f", {format.count(security)} of them about security" if every > 1 else ", about security"
    if every > 1:
        sentence += (
            f"; most ({format.count(shown[0]['incidents'])}) in {shown[0]['name']}"
            if len(had) > 1
            else f", all in {shown[0]['name']}"
        )
    return Drawn(
        finish(figure, viewport, height=height),
        finding=sentence,
        subtitle="Incidents of the last four quarters by tool; coloured: with a security incident",
        n=n + (f", {format.count(len(had))} had any" if len(had) > MOST else ""),
        alt=f"{sentence}. {'; '.join(_spoken(row) for row in shown)}.",
    )


def _why_not(listing: Listing) -> str:
    return "" if listing.missing else "No row of the last four quarters counts incidents."


def _bar(row: pd.Series, viewport: Viewport) -> Bar:
    notes = [format.count(row["incidents"])]
    if row["security_incidents"]:
        notes.append(f"{format.count(row['security_incidents'])} security")
    if not viewport.is_narrow:
        notes.append(format.escape_html(row["business_unit"]))
    if not row["is_live"]:
        notes.append("no longer live")
    return Bar(
        name=format.escape_html(format.shorten(str(row["name"]), 27 if viewport.is_narrow else 36)),
        note=format.DOT.join(notes),
        size=float(row["incidents"]),
        spoken=format.escape_html(_spoken(row)),
        is_accent=bool(row["security_incidents"]),
    )


def _spoken(row: pd.Series) -> str:
    security = f", {format.count(row['security_incidents'])} about security" if row["security_incidents"] else ""
    return f"{row['name']} ({row['business_unit']}) {format.count(row['incidents'])}{security}"
