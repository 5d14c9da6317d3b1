"""Do tools survive the day their vendor leaves?"""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, write
from queries import Answer, Listing

HORIZON = 90  # days: the window the quoted figures speak of
LONGEST = 730  # days drawn: beyond two years hardly anything is left at risk
HEIGHT = 300
DAYS_MARKED = (90, 180, 365, 540, 730)


def chart(curve: Listing, at_horizon: Answer, windows: Listing, viewport: Viewport) -> Drawn:
    """The share still in use by days since handoff, with its band and the number still followed beneath."""
    frame, latest = (curve.frame[curve.frame["dated_to"] == day] for day in ("first", "last"))
    missing = curve.missing or at_horizon.missing
    row = at_horizon.last
    if missing or frame.empty or row is None:
        what = missing or (() if frame.empty else ("tools followed for 90 days",))
        return nothing(
            "Whether tools survive handoff is not known yet",
            what,
            subtitle="" if what else "No tool that a vendor built has been handed over and followed since.",
        )
    lost, followed = int((row.denominator or 0) - (row.numerator or 0)), int(row.denominator or 0)
    surely = _surely_lost(windows, lost)
    survival = _kept(frame, latest) if row.state != "few" else format.band(followed - lost, followed - surely, followed)
    survival = f"{survival} after {HORIZON} days"
    figure = canvas()
    end = min(LONGEST, max(int(frame["days"].max()), HORIZON + 30))
    _curve(figure, viewport, frame, end, survival)
    _latest(figure, viewport, latest, end)
    _at_risk(figure, viewport, frame, end)
    finding = _finding(surely, lost, followed, row.state == "few")
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"t": 24, "r": 16, "b": 40}),
        finding=finding,
        subtitle="Share of vendor-built tools not lost, by days since the vendor left, with 95 % band; a loss "
        "is dated to the first day on which it may have come, dotted: to the last"
        + ("; beneath: days, tools followed" if viewport.is_narrow else ""),
        n=f"n = {format.plural(int(frame['at_risk'].max()), 'tool')}, {format.plural(int(frame['events'].sum()), 'loss', 'losses')}",
        alt=f"{finding}. Still in use: {survival if row.state == 'few' else _spoken(frame, end)}.",
    )


def _surely_lost(windows: Listing, lost: int) -> int:
    """How many were lost within the horizon whenever in their periods it came."""
    frame = windows.frame
    if not frame.empty:
        frame = frame[(frame["origin"] == "handoff") & (frame["within_days"] == HORIZON)]
    return lost if frame.empty else int(frame["lost_surely"].iloc[0])


def _kept(frame: pd.DataFrame, latest: pd.DataFrame) -> str:
    """The share kept at the horizon, at worst and at best."""
    return format.interval(_share(frame, HORIZON), _share(latest, HORIZON))


def _finding(surely: int, lost: int, followed: int, is_few: bool) -> str:
    within = f"within {HORIZON} days of handoff"
    if followed == 1:
        how = "not " if not lost else "" if surely else "perhaps "
        return f"The one tool handed over was {how}lost {within}"
    sentence = f"{format.band(surely, lost, followed)} tools {format.inflect(lost, 'was', 'were')} lost {within}"
    sentence = sentence if lost else f"None of {format.count(followed)} tools was lost {within}"
    return f"{sentence}, {format.TOO_FEW}" if is_few else sentence


def _curve(figure: go.Figure, viewport: Viewport, frame: pd.DataFrame, end: int, survival: str) -> None:
    """The line, its band, and what was kept at the horizon, in words: a share, or counts where tools are few."""
    events = frame[frame["events"] > 0]
    days = [0, *events["days"], end]
    shares = [1.0, *events["survival"], events["survival"].iloc[-1] if len(events) else 1.0]
    known = events.dropna(subset=["low", "high"])
    if len(known):
        edges = [*known["days"], end]
        lows, highs = ([*known[name], known[name].iloc[-1]] for name in ("low", "high"))
        figure.add_scatter(x=edges, y=lows, mode="lines", line={"width": 0, "shape": "hv"}, hoverinfo="skip")
        figure.add_scatter(
            x=edges,
            y=highs,
            mode="lines",
            line={"width": 0, "shape": "hv"},
            fill="tonexty",
            fillcolor=viewport.range,
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=days, y=shares, mode="lines", line={"color": viewport.accent, "width": 2.5, "shape": "hv"}, hoverinfo="skip"
    )
    share, after = _share(frame, HORIZON), f" after {HORIZON} days"
    figure.add_scatter(
        x=[HORIZON],
        y=[share],
        mode="markers",
        marker={"color": viewport.accent, "size": 9},
        hovertext=[survival],
        hoverinfo="text",
    )
    write(
        figure,
        viewport,
        f"<b>{survival.removesuffix(after)}</b> in use{after}",
        x=HORIZON,
        y=share,
        xshift=10,
        yshift=14 if share < 0.92 else -16,
        colour=viewport.accent,
    )
    figure.update_yaxes(
        range=[0, 1.06],
        tickmode="array",
        tickvals=[0, 0.5, 1],
        ticktext=["0", "50 %", "100 %"],
        showgrid=True,
        gridcolor=viewport.line,
    )


def _latest(figure: go.Figure, viewport: Viewport, frame: pd.DataFrame, end: int) -> None:
    """The same curve with each loss dated to the last day of its period: rows by quarter do not say which day it was."""
    events = frame[(frame["events"] > 0) & (frame["days"] <= end)]
    if len(events):
        figure.add_scatter(
            x=[0, *events["days"], end],
            y=[1.0, *events["survival"], events["survival"].iloc[-1]],
            mode="lines",
            line={"color": viewport.accent, "width": 1, "dash": "dot", "shape": "hv"},
            hoverinfo="skip",
        )


def _at_risk(figure: go.Figure, viewport: Viewport, frame: pd.DataFrame, end: int) -> None:
    ticks = [0, *(day for day in DAYS_MARKED if day <= end)]
    names = [f"{'handoff' if not day else f'day {day}'}<br>{_followed(frame, day)} at risk" for day in ticks]
    if viewport.is_narrow:
        ticks = [day for day in ticks if day in (0, 90, 365, 730)]
        names = [f"{day}<br>{_followed(frame, day)}" for day in ticks]
    figure.update_xaxes(
        tickmode="array",
        tickvals=ticks,
        ticktext=names,
        tickangle=0,
        range=[-0.04 * end, end * 1.06],
        showline=True,
        tickfont={"size": SMALL},
    )


def _share(frame: pd.DataFrame, day: int) -> float:
    before = frame[(frame["days"] <= day) & (frame["events"] > 0)]
    return float(before["survival"].iloc[-1]) if len(before) else 1.0


def _followed(frame: pd.DataFrame, day: int) -> str:
    later = frame[frame["days"] > day]
    return format.count(int(later["at_risk"].iloc[0])) if len(later) else "0"


def _spoken(frame: pd.DataFrame, end: int) -> str:
    return "; ".join(f"{format.percent(_share(frame, day))} after {day} days" for day in DAYS_MARKED if day <= end)
