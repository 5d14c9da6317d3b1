"""Which workflows cut the time to an output, and which cut it enough to build on?"""

import pandas as pd

from components.charts.layouts.rows import Bar, rows
from components.text import format
from components.theme import Drawn, Viewport, band, canvas, finish, nothing, opens
from queries import Listing

MOST = 10


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A bar for each live tool: by how much it cut the minutes an output takes; anchors in the accent colour."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("How much time an output takes is not known yet", listing.missing, _why_not(listing))
    anchor = float(listing.scope.settings.get("anchor_reduction", 0.7))
    shown = [row for _, row in frame.head(MOST).iterrows()]
    figure = canvas()
    height = rows(figure, viewport, [_bar(row, viewport) for row in shown])
    figure.data[0].update(customdata=opens("deployment_id", [row["deployment_id"] for row in shown]))
    lowest = min(0.0, *(float(row["reduction"]) for row in shown))
    figure.update_xaxes(range=[lowest, 1])
    band(figure, viewport, anchor, anchor, f"anchor: {format.percent(anchor)}", axis="x")
    finding = _finding(frame, anchor)
    return Drawn(
        finish(figure, viewport, height=height + 20, margin={"t": 28}),
        finding=finding,
        subtitle="Cut in minutes per output against before, each tool in the last quarter in which it states them",
        n=f"n = {format.plural(len(frame), 'live tool')}"
        + (f", the {MOST} with the largest cut" if len(frame) > MOST else ""),
        alt=f"{finding}. {'; '.join(_spoken(row) for row in shown)}.",
    )


def _why_not(listing: Listing) -> str:
    return "" if listing.missing else "No live tool states its outputs with the minutes one took before and takes now."


def _finding(frame: pd.DataFrame, anchor: float) -> str:
    anchors = frame[frame["is_anchor"]]
    cut = f"cut the time to an output by {format.percent(anchor)} or more"
    if len(frame) == 1:
        workflow = frame.iloc[0]
        return (
            f"{workflow['name']} has {cut}"
            if len(anchors)
            else f"{workflow['name']}, the one workflow that is timed, has not {cut}"
        )
    if anchors.empty:
        return f"None of {format.count(len(frame))} workflows has {cut}"
    return f"{format.of(len(anchors), len(frame))} workflows {format.inflect(len(anchors), 'has', 'have')} {cut}"


def _minutes(row: pd.Series) -> str:
    before, after = (f"{row[name]:.1f}".removesuffix(".0") for name in ("minutes_before", "minutes_after"))
    return f"{before} to {after} min"


def _bar(row: pd.Series, viewport: Viewport) -> Bar:
    notes = [format.percent(float(row["reduction"])), _minutes(row)]
    if not viewport.is_narrow:
        notes.append(f"{format.count(row['outputs'])} outputs")
    return Bar(
        name=format.escape_html(format.shorten(str(row["name"]), 24 if viewport.is_narrow else 36)),
        note=format.DOT.join(notes),
        size=float(row["reduction"]),
        spoken=format.escape_html(_spoken(row)),
        is_accent=bool(row["is_anchor"]),
    )


def _spoken(row: pd.Series) -> str:
    return f"{row['name']} ({row['business_unit']}) {format.percent(float(row['reduction']))}, {_minutes(row)}"
