"""Do later pilots reach production more often, or faster?"""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import (
    SMALL,
    Drawn,
    Viewport,
    band,
    canvas,
    finish,
    hatched,
    nothing,
    opens,
    points,
    quarters,
    write,
)
from queries import BENCHMARKS, Listing

QUOTED = ("poc_to_prod_40", "pilot_to_prod_53")
HEIGHT = 300
YOUNG, SURVIVORS = "too_young", "survivors"


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A point for each start quarter: the share in production within a year, with its interval.

    Hollow below the minimum of cases; hatched where too young to tell; apart where only survivors were ever listed.
    """
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("Production by start quarter is not known yet", listing.missing, _why_not(listing))
    figure = canvas()
    _regions(figure, viewport, frame)
    for name in QUOTED:
        band(figure, viewport, BENCHMARKS[name].low, BENCHMARKS[name].high, "")
    judged = frame[frame["share_365"].notna()]
    _points(figure, viewport, judged)
    for place, row in frame.iterrows():
        _counts(figure, viewport, place, row)
    start_month = listing.scope.settings.get("fiscal_start_month", "1")
    quarters(figure, viewport, list(frame["period"]), start_month)
    figure.update_yaxes(
        range=[-0.04, 1.12],
        tickvals=[0, 0.5, 1],
        ticktext=["0 %", "50 %", "100 %"],
        tickmode="array",
    )
    _label_quoted(figure, viewport)
    finding = _finding(frame, int(listing.scope.settings.get("minimum_n", 5)), start_month)
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"t": 20}),
        finding=finding,
        subtitle="Share in production within a year of the start (counts above), with 95 % interval; hollow: "
        f"{format.TOO_FEW}",
        n=f"n = {format.plural(int(judged['old_enough_365'].sum()), 'initiative')} old enough",
        alt=f"{finding}. {'; '.join(_spoken(row) for _, row in frame.iterrows())}.",
    )


def _why_not(listing: Listing) -> str:
    if listing.missing:
        return ""
    return (
        "No initiative was watched from its start: they started before their unit's first list, on which those "
        "already stopped no longer stood, or have no start date. Each further list adds a cohort."
    )


def _finding(frame: pd.DataFrame, minimum_n: int, start_month: str) -> str:
    reached, started = int(frame["reached_365"].sum()), int(frame["old_enough_365"].sum())
    if not started:
        if (frame["state"] == YOUNG).any():
            return "No start quarter is a year old yet: too young to tell"
        return "Only survivors are known of: those that had stopped before the first list were never listed"
    judged = frame[frame["state"] == "ok"]
    if started < minimum_n or len(judged) < 2:
        few = f": {format.TOO_FEW}" if started < minimum_n else ""
        return f"{format.of(reached, started)} were in production within a year of their start{few}"
    first, last = judged.iloc[0], judged.iloc[-1]
    counts = format.join(
        (
            f"{format.of(row['reached_365'], row['old_enough_365'])} that started in "
            f"{format.quarter(row['period'], start_month)}"
            for row in (first, last)
        ),
        last="against",
    )
    if last["low_365"] > first["high_365"]:
        return f"Later pilots reach production more often: {counts}"
    if last["high_365"] < first["low_365"]:
        return f"Later pilots reach production less often: {counts}"
    return f"No change beyond chance: {counts}"


def _regions(figure: go.Figure, viewport: Viewport, frame: pd.DataFrame) -> None:
    """Hatching over the quarters that are too young, grey over those of which only survivors are known."""
    for state, colour, text in ((YOUNG, viewport.context, "too young"), (SURVIVORS, viewport.grey, "survivors only")):
        places = list(frame.index[frame["state"] == state])
        if not places:
            continue
        marker = hatched(viewport, colour)
        marker["line"] = {"width": 0}
        if state == SURVIVORS:
            marker["pattern"] = marker["pattern"] | {"shape": "."}
        figure.add_bar(x=places, y=[1.0] * len(places), width=1, marker=marker, hoverinfo="skip")
        write(
            figure,
            viewport,
            text.replace(" ", "<br>") if len(places) < 3 else text,
            x=sum(places) / len(places),
            y=0.86,
            xanchor="center",
            align="center",
            colour=viewport.grey,
            size=SMALL,
            bgcolor=viewport.paper,
        )


def _points(figure: go.Figure, viewport: Viewport, judged: pd.DataFrame) -> None:
    for place, row in judged[judged["state"] == "ok"].iterrows():
        figure.add_scatter(
            x=[place, place],
            y=[row["low_365"], row["high_365"]],
            mode="lines",
            hoverinfo="skip",
            line={"color": viewport.context, "width": 5},
        )
    figure.add_scatter(
        x=list(judged.index),
        y=list(judged["share_365"]),
        mode="markers",
        marker=points(viewport, list(judged["state"])),
        hovertext=[_spoken(row) for _, row in judged.iterrows()],
        hoverinfo="text",
        customdata=opens("start_quarter", judged["period"]),
    )


def _counts(figure: go.Figure, viewport: Viewport, place: int, row: pd.Series) -> None:
    if row["state"] == SURVIVORS:
        text = format.count(row["survivors"])
    elif row["state"] == YOUNG:
        text = format.count(row["watched"])
    else:
        part, whole = format.count(row["reached_365"]), format.count(row["old_enough_365"])
        text = f"{part}/{whole}" if viewport.is_narrow else f"{part} of {whole}"
    colour = viewport.ink if row["state"] == "ok" else viewport.grey
    write(figure, viewport, text, x=place, y=1.08, xanchor="center", colour=colour, size=SMALL)


def _label_quoted(figure: go.Figure, viewport: Viewport) -> None:
    for name, text in zip(QUOTED, ("quoted: under 40 %", "quoted: 53 %"), strict=True):
        write(
            figure,
            viewport,
            text,
            x=1,
            xref="paper",
            xanchor="right",
            y=BENCHMARKS[name].high,
            yanchor="bottom",
            colour=viewport.grey,
            size=SMALL,
            bgcolor=viewport.paper,
        )


def _spoken(row: pd.Series) -> str:
    if row["state"] == SURVIVORS:
        return f"{row['period']} survivors only, {format.count(row['survivors'])} listed"
    if row["state"] == YOUNG:
        return f"{row['period']} too young, {format.of(row['reached_so_far'], row['watched'])} in production so far"
    counts = format.of(row["reached_365"], row["old_enough_365"])
    if row["state"] == "few":
        return f"{row['period']} {counts}, {format.TOO_FEW}"
    share = f"{format.percent(row['share_365'])}, {format.interval(row['low_365'], row['high_365'])}"
    half = f"; {format.of(row['reached_180'], row['old_enough_180'])} within 180 days"
    return f"{row['period']} {counts} within a year ({share}){half}"
