"""How fast do pilots reach production, and how many are stopped first?"""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, spread, write
from queries import BENCHMARKS, Listing

QUOTED = ("poc_to_prod_40", "pilot_to_prod_53")
HEIGHT = 320
YEAR = 365
LAST_DAY = 730  # two years; beyond them hardly anybody is watched
TICKS = (0, 90, 180, 365, 545, 730)


def chart(listing: Listing, survival: Listing, viewport: Viewport) -> Drawn:
    """The cumulative incidence of production, with its band, and of stopping; dashed, Kaplan-Meier, stops set aside."""
    frame = listing.frame
    if listing.missing or frame.empty:
        return nothing("How fast pilots reach production is not known yet", listing.missing, _why_not(listing))
    watched = int(frame["watched"].max())
    if watched < int(listing.scope.settings.get("minimum_n", 5)):
        return nothing(_counts(frame, watched), subtitle="Below five pilots only the counts are shown.")
    most = min(LAST_DAY, int(frame["day"].max()))
    shown = frame[frame["day"] <= most]
    setting_aside = survival.frame[survival.frame["day"] <= most]
    figure = canvas()
    _band(figure, viewport, shown, most)
    _line(
        figure,
        viewport,
        [0, *setting_aside["day"], most],
        _steps(1 - setting_aside["survival"]),
        viewport.grey,
        "dash",
        1,
    )
    _line(figure, viewport, [0, *shown["day"], most], _steps(shown["competing_incidence"]), viewport.grey, "solid", 2)
    _line(figure, viewport, [0, *shown["day"], most], _steps(shown["incidence"]), viewport.accent, "solid", 3)
    _quoted(figure, viewport)
    _labels(figure, viewport, shown, setting_aside, most)
    ticks = [day for day in TICKS if day <= most]
    figure.update_xaxes(
        range=[0, most * 1.02],
        tickmode="array",
        tickvals=ticks,
        showline=True,
        ticktext=[f"{format.count(day) if day else 'day 0'}<br>{format.count(_at_risk(frame, day))}" for day in ticks],
    )
    top = max(
        0.62,
        *(float(shown[name].max()) + 0.06 for name in ("incidence", "competing_incidence")),
        float(1 - setting_aside["survival"].min()) + 0.06,
    )
    figure.update_yaxes(
        range=[0, min(1.0, top)],
        tickmode="array",
        tickvals=[0, 0.25, 0.5, 0.75, 1],
        ticktext=["0 %", "25 %", "50 %", "75 %", "100 %"],
    )
    finding = _finding(frame)
    events, stops = int(frame["events"].sum()), int(frame["competing"].sum())
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"r": 142 if not viewport.is_narrow else 76, "t": 16}),
        finding=finding,
        subtitle="Estimated from every pilot for as long as it was watched, with 95 % band; below the days, how many were then",
        n=f"{format.count(events)} reached production, {format.count(stops)} stopped first",
        alt=f"{finding}. {_at(frame, 180)} {_at(frame, YEAR)} {_median(survival)}",
    )


def _why_not(listing: Listing) -> str:
    if listing.missing:
        return ""
    return (
        "Nobody was watched between two lists: initiatives count from their start or their unit's first list, "
        "whichever is later, to its last list. A second list would start the clock."
    )


def _finding(frame: pd.DataFrame) -> str:
    day = min(YEAR, int(frame["day"].max()))
    reached, stopped = _value(frame, "incidence", day), _value(frame, "competing_incidence", day)
    when = "within a year" if day == YEAR else f"within {format.days(day)}, the longest watched"
    return f"{format.percent(reached)} reach production {when}, {format.percent(stopped)} are stopped first"


def _counts(frame: pd.DataFrame, watched: int) -> str:
    """What became of pilots too few for a share."""
    stops = format.count(int(frame["competing"].sum()))
    reached = format.of(int(frame["events"].sum()), watched)
    return f"{reached} reached production, {stops} stopped first: {format.TOO_FEW}"


def _at(frame: pd.DataFrame, day: int) -> str:
    if frame["day"].max() < day:
        return f"By day {day}: nobody was watched that long."
    low, high = _value(frame, "incidence_low", day), _value(frame, "incidence_high", day)
    band = f" ({format.interval(low, high)})" if pd.notna(low) and pd.notna(high) and high > 0 else ""
    share = format.percent(_value(frame, "incidence", day))
    return f"By day {day}: {share} in production{band}, {format.percent(_value(frame, 'competing_incidence', day))} stopped."


def _median(survival: Listing) -> str:
    reached = survival.frame[survival.frame["survival"] <= 0.5 + 1e-9]
    days = f"half by day {int(reached['day'].iloc[0])}" if len(reached) else "half is not reached"
    return f"Stops set aside: {days}."


def _value(frame: pd.DataFrame, column: str, day: float) -> float:
    before = frame[frame["day"] <= day]
    return float(before[column].iloc[-1]) if len(before) else 0.0


def _at_risk(frame: pd.DataFrame, day: int) -> int:
    after = frame[frame["day"] >= max(day, 1)]
    return int(after["at_risk"].iloc[0]) if len(after) else 0


def _steps(values: pd.Series) -> list[float]:
    """From zero on day 0, held to the last day."""
    return [0.0, *values, float(values.iloc[-1])]


def _line(
    figure: go.Figure, viewport: Viewport, days: list[float], shares: list[float], colour: str, dash: str, width: int
) -> None:
    figure.add_scatter(
        x=days,
        y=shares,
        mode="lines",
        line={"color": colour, "width": width, "shape": "hv", "dash": dash},
        hovertext=[
            f"day {format.count(day)}: {format.percent(share)}" for day, share in zip(days, shares, strict=True)
        ],
        hoverinfo="text",
    )


def _band(figure: go.Figure, viewport: Viewport, shown: pd.DataFrame, most: int) -> None:
    known = shown[shown["incidence_low"].notna()]
    if known.empty:
        return
    days = [*known["day"], most]
    low, high = (
        [*known["incidence_low"], known["incidence_low"].iloc[-1]],
        [*known["incidence_high"], known["incidence_high"].iloc[-1]],
    )
    figure.add_scatter(x=days, y=high, mode="lines", line={"width": 0, "shape": "hv"}, hoverinfo="skip")
    figure.add_scatter(
        x=days,
        y=low,
        mode="lines",
        line={"width": 0, "shape": "hv"},
        hoverinfo="skip",
        fill="tonexty",
        fillcolor=viewport.range,
    )


def _quoted(figure: go.Figure, viewport: Viewport) -> None:
    """What others are quoted to have found, each a dotted line: they contradict each other, so all stand."""
    for name, text in zip(QUOTED, ("quoted: under 40 %", "quoted: 53 %"), strict=True):
        share = BENCHMARKS[name].high
        figure.add_hline(y=share, line={"color": viewport.grey, "width": 1, "dash": "dot"}, layer="below")
        write(figure, viewport, text, x=0, y=share, xshift=4, yanchor="bottom", colour=viewport.grey, size=SMALL)


def _labels(figure: go.Figure, viewport: Viewport, shown: pd.DataFrame, setting_aside: pd.DataFrame, most: int) -> None:
    """Each line named at its end."""
    aside = float(1 - setting_aside["survival"].iloc[-1])
    ends = [float(shown["incidence"].iloc[-1]), float(shown["competing_incidence"].iloc[-1]), aside]
    names = ["in production", "stopped first", "if none were stopped"]
    if viewport.is_narrow:
        names = ["production", "stopped", "none stopped"]
    heights = spread(ends, 0.1 if viewport.is_narrow else 0.075)
    for share, height, name, colour in zip(
        ends, heights, names, (viewport.accent, viewport.ink, viewport.grey), strict=True
    ):
        write(
            figure,
            viewport,
            f"{format.percent(share)}<br>{name}" if viewport.is_narrow else f"{format.percent(share)} {name}",
            x=most * 1.02,
            y=height,
            xshift=4,
            colour=colour,
            size=SMALL,
        )
