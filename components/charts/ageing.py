"""What is stuck, and in which stage?"""

import math

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, hollow, nothing, opens, write
from queries import Listing

ROW = 84  # pixels: a line of text over a strip of points
STAGES = ("idea", "pilot", "proven", "approved")
STEPS = (10, 20, 30, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 100_000)  # days between two marks below
MANY = 80  # points from which on they are drawn small
WORST = 400  # points drawn in a stage; those with most days where there are more
LIMITS = {
    "history": "beyond which 85 % had left",
    "setting": "the longest allowed: history takes longer",
    "half the setting": "half of the longest allowed: history takes less",
    "no history": "a setting: too little history",
}
"""Where a stage's limit is from, in words."""


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """Each initiative's days in its stage: stalled beyond the stage's limit in red, paused hollow; P50 and P85 marked."""
    frame = listing.frame
    dated = frame[frame["days_in_stage"].notna()]
    if listing.missing or dated.empty:
        return nothing("What is stuck is not known yet", listing.missing or listing.view.needs, _why_not(frame))
    stages = [stage for stage in STAGES if (dated["stage"] == stage).any()]
    most = float(max(dated["days_in_stage"].max(), dated["limit_days"].max()))
    figure = canvas()
    for index, stage in enumerate(stages):
        _stage(figure, viewport, dated[dated["stage"] == stage], len(stages) - 1 - index, stage, most)
    figure.update_yaxes(visible=False, range=[-0.5, len(stages) - 0.5])
    step = next(step for step in STEPS if most / step <= (3 if viewport.is_narrow else 6))
    ticks = list(range(0, int(most) + 1, step))
    figure.update_xaxes(
        range=[-0.015 * most, most * 1.03],
        showline=True,
        tickmode="array",
        tickvals=ticks,
        ticktext=[format.days(day) if day == ticks[-1] else format.count(day) for day in ticks],
    )
    unknown, paused = len(frame) - len(dated), int(frame["paused"].sum())
    finding = _finding(dated, unknown)
    return Drawn(
        finish(figure, viewport, height=ROW * len(stages) + 40),
        finding=finding,
        subtitle="Days in the present stage of what is in flight, ideas included; solid line: the limit; dotted: half have left by then; hollow: paused",
        n=f"n = {format.count(len(dated))} in flight"
        + (f", {format.count(paused)} paused" if paused else "")
        + (f"; {format.count(unknown)} without a date" if unknown else ""),
        alt=f"{finding}. {'; '.join(_spoken(dated[dated['stage'] == stage], stage) for stage in stages)}.",
    )


def _why_not(frame: pd.DataFrame) -> str:
    if frame.empty:
        return "Nothing is in flight in what is shown." if len(frame.columns) else ""
    return (
        f"{format.plural(len(frame), 'initiative')} in flight, none with the date it entered its stage. Start and "
        "proof dates, or a second list, would tell."
    )


def _finding(dated: pd.DataFrame, unknown: int) -> str:
    stalled = dated[dated["is_stalled"].fillna(False).astype(bool)]
    active = dated[~dated["paused"].astype(bool)]
    which = "with a date" if unknown else "in flight"
    if active.empty:
        return f"All {format.count(len(dated))} {which} are paused" if len(dated) > 1 else f"The one {which} is paused"
    if stalled.empty:
        return (
            f"{format.of(0, len(active))} {which} have stalled"
            if len(active) > 1
            else f"The one {which} has not stalled"
        )
    worst = stalled["stage"].value_counts()
    where = f", {format.count(worst.iloc[0])} of them" if len(worst) > 1 else ", all"
    where += {
        "idea": " still ideas",
        "pilot": " still pilots",
        "proven": " after proof",
        "approved": " after approval",
    }[str(worst.index[0])]
    return (
        f"{format.of(len(stalled), len(active))} {which} {format.inflect(len(stalled), 'has', 'have')} stalled{where}"
    )


def _stage(figure: go.Figure, viewport: Viewport, found: pd.DataFrame, place: int, stage: str, most: float) -> None:
    limit, half = float(found["limit_days"].iloc[0]), found["p50"].iloc[0]
    stalled = int(found["is_stalled"].fillna(False).astype(bool).sum())
    own = LIMITS[str(found["limit_from"].iloc[0])]
    text = f"<b>{stage.capitalize()} {format.count(len(found))}</b>&nbsp; "
    note = f"{format.count(stalled)} stalled{format.DOT}limit {format.days(limit)}"
    note += "" if viewport.is_narrow else f", {own}"
    write(figure, viewport, f'{text}<span style="color:{viewport.grey}">{note}</span>', x=0, y=place + 0.36, xshift=-3)
    figure.add_scatter(
        x=[limit, limit],
        y=[place - 0.4, place + 0.14],
        mode="lines",
        line={"color": viewport.ink, "width": 1.5},
        hoverinfo="skip",
    )
    if pd.notna(half):
        figure.add_scatter(
            x=[float(half)] * 2,
            y=[place - 0.4, place + 0.14],
            mode="lines",
            hoverinfo="skip",
            line={"color": viewport.grey, "width": 1, "dash": "dot"},
        )
    shown = found.nlargest(WORST, "days_in_stage")
    heights = [place - 0.13 + 0.2 * math.sin(2.399963 * index) for index in range(len(shown))]  # the golden angle
    is_stalled = shown["is_stalled"].fillna(False).astype(bool)
    fills = [
        viewport.paper if paused else viewport.red if stuck else viewport.context
        for stuck, paused in zip(is_stalled, shown["paused"], strict=True)
    ]
    edges = [
        viewport.grey if paused else viewport.red if stuck else viewport.grey
        for stuck, paused in zip(is_stalled, shown["paused"], strict=True)
    ]
    figure.add_scatter(
        x=list(shown["days_in_stage"]),
        y=heights,
        mode="markers",
        marker=hollow(viewport, size=8 if len(shown) < MANY else 5)
        | {"color": fills, "line": {"color": edges, "width": 1}},
        hovertext=[_named(row) for _, row in shown.iterrows()],
        hoverinfo="text",
        customdata=opens("name", shown["name"]),
    )


def _named(row: pd.Series) -> str:
    least = "at least " if row["is_at_least"] else ""
    state = ", paused" if row["paused"] else ""
    return format.escape_html(
        f"{row['name']} ({row['business_unit']}): {least}{format.days(row['days_in_stage'])}{state}"
    )


def _spoken(found: pd.DataFrame, stage: str) -> str:
    stalled = int(found["is_stalled"].fillna(False).astype(bool).sum())
    return (
        f"{stage.capitalize()}: {format.count(len(found))}, {format.count(stalled)} beyond "
        f"{format.days(float(found['limit_days'].iloc[0]))}, the longest {format.days(float(found['days_in_stage'].max()))}"
    )
