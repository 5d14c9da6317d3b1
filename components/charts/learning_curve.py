"""Do teams build faster with each build?"""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, spread, write
from queries import BENCHMARKS, Listing

QUOTED = "build_velocity"
LATEST = 5  # the build up to which teams are compared
HEIGHT = 310
LABELLED = 6  # teams that have their name at their line's end


def chart(builds: Listing, medians: Listing, speed: Listing, viewport: Viewport) -> Drawn:
    """Days from start to going live by the number of the build: a thin line for each team, the teams' median thick."""
    frame = builds.frame[builds.frame["number"] <= LATEST] if len(builds.frame) else builds.frame
    if builds.missing or frame.empty:
        return nothing("Whether teams build faster is not known yet", builds.missing, _why_not(builds))
    figure = canvas()
    teams = [(names, rows) for names, rows in frame.groupby(["business_unit", "team"], sort=False)]
    for _, rows in teams:
        _team(figure, viewport, rows, is_alone=len(teams) == 1)
    reached = medians.frame[medians.frame["median_days"].notna()] if len(medians.frame) else medians.frame
    if len(teams) > 1 and len(reached):
        _median(figure, viewport, medians.frame)
    _markers(figure, viewport, frame)
    top = float(frame["days"].max()) or 1
    if len(teams) <= LABELLED:
        _names(figure, viewport, teams, top)
    most = int(frame["number"].max())
    ordinals = ("first", "second", "third", "fourth", "fifth")
    figure.update_xaxes(
        range=[0.8, max(most, 2) + (1.5 if viewport.is_narrow else 1.1)],
        tickmode="array",
        showline=True,
        tickvals=list(range(1, most + 1)),
        ticktext=[_tick(ordinals[n - 1], viewport) for n in range(1, most + 1)],
    )
    figure.update_yaxes(range=[0, top * 1.08], nticks=5, showgrid=True, gridcolor=viewport.line)
    quoted = BENCHMARKS[QUOTED]
    finding = _finding(frame, speed)
    thick = ", the thick one their median" if len(teams) > 1 and len(reached) else ""
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"t": 16}),
        finding=finding,
        subtitle=f"Days from start to going live, by build, a line for each team{thick}; hollow: still open, days so far; "
        f"quoted: {format.benchmark(quoted.low, quoted.high, 'multiple')} the speed by the fifth build",
        n=f"n = {format.plural(len(frame), 'build')} of {format.plural(len(teams), 'team')}, "
        f"{format.count(int((~frame['is_finished'].astype(bool)).sum()))} still open",
        alt=f"{finding}. {'; '.join(_spoken(row) for _, row in frame.iterrows())}.",
    )


def _why_not(builds: Listing) -> str:
    return "" if builds.missing else "No team of ours has put a tool live whose start is known."


def _tick(ordinal: str, viewport: Viewport) -> str:
    return (
        {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th"}[ordinal]
        if (viewport.is_narrow)
        else f"{ordinal} build"
    )


def _team(figure: go.Figure, viewport: Viewport, rows: pd.DataFrame, *, is_alone: bool) -> None:
    figure.add_scatter(
        x=list(rows["number"]),
        y=list(rows["days"]),
        mode="lines",
        hoverinfo="skip",
        line={"color": viewport.accent if is_alone else viewport.context, "width": 2.5 if is_alone else 1.5},
    )


def _median(figure: go.Figure, viewport: Viewport, frame: pd.DataFrame) -> None:
    """Only where half of the builds are live; a number at which they are not leaves a gap."""
    by_number = frame.set_index("number")["median_days"]
    numbers = list(range(1, int(by_number.index.max()) + 1))
    figure.add_scatter(
        x=numbers,
        y=[None if pd.isna(by_number.get(n)) else float(by_number[n]) for n in numbers],
        connectgaps=False,
        mode="lines+markers",
        line={"color": viewport.accent, "width": 3.5},
        marker={"size": 4, "color": viewport.accent},
        hoverinfo="skip",
    )


def _markers(figure: go.Figure, viewport: Viewport, frame: pd.DataFrame) -> None:
    done = [bool(flag) for flag in frame["is_finished"]]
    figure.add_scatter(
        x=list(frame["number"]),
        y=list(frame["days"]),
        mode="markers",
        marker={
            "symbol": ["circle" if is_finished else "triangle-up" for is_finished in done],
            "size": 9,
            "color": [viewport.grey if is_finished else viewport.paper for is_finished in done],
            "line": {"color": viewport.grey, "width": 1.5},
        },
        hovertext=[format.escape_html(_spoken(row)) for _, row in frame.iterrows()],
        hoverinfo="text",
        customdata=opens("initiative_id", frame["initiative_id"]),
    )


def _names(
    figure: go.Figure, viewport: Viewport, teams: Sequence[tuple[tuple[str, str], pd.DataFrame]], top: float
) -> None:
    """Each team's name at its line's end; ends that share a place are pushed apart."""
    ends = [rows.iloc[-1] for _, rows in teams]
    units_apart = len({unit for (unit, _), _ in teams}) == len(teams)  # shorter, and known from the other charts
    for number in sorted({int(end["number"]) for end in ends}):
        here = [end for end in ends if int(end["number"]) == number]
        heights = spread([float(end["days"]) for end in here], top * 0.07)
        for end, height in zip(here, heights, strict=True):
            name = str(end["business_unit"] if units_apart else end["team"])
            write(
                figure,
                viewport,
                format.escape_html(format.shorten(name, 12 if viewport.is_narrow else 26)),
                x=number,
                y=height,
                xshift=9,
                yshift=4,
                size=SMALL,
                colour=viewport.grey,
            )


def _finding(frame: pd.DataFrame, speed: Listing) -> str:
    """How much faster by the fifth build, or what can be said before one is finished; by its interval."""
    done = int(frame["is_finished"].astype(bool).sum())
    if speed.missing or speed.frame.empty or pd.isna(speed.frame["factor"].iloc[0]):
        live = f"{format.plural(done, 'build')} {format.inflect(done, 'is', 'are')} live"
        return f"Whether teams build faster cannot be told yet: {live}"
    row = speed.frame.iloc[0]
    if row["reach"] >= LATEST:
        what = f"The fifth build is {format.multiple(row['fifth'])} as fast as the first"
        low, high = float(row["fifth_low"]), float(row["fifth_high"])
    else:
        what = f"Each build is {format.multiple(row['factor'])} as fast as the one before"
        low, high = float(row["factor_low"]), float(row["factor_high"])
    fits = f"{format.multiple(low)} to {format.multiple(high)}"
    if low > 1:
        return f"{what} ({fits}): teams build faster with each build"
    if high < 1:
        return f"{what} ({fits}): teams build more slowly with each build"
    builds = format.plural(int(row["builds"]), "build")
    return f"{what}, but anything from {fits} fits as well: {builds} cannot tell"


def _spoken(row: pd.Series) -> str:
    took = (
        f"{format.days(row['days'])} to going live"
        if row["is_finished"]
        else f"open, {format.days(row['days'])} so far"
    )
    return f"{row['team']}, build {format.count(row['number'])} ({row['name']}): {took}"
