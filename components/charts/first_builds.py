"""How soon after training is something built?"""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import Listing

MOST = 10  # cohorts drawn, the latest
CURVE = 190  # pixels of the curve
ROW = 26
FOOTER = 44
GATE = "gate_first_build_days"


def chart(cohorts: Listing, curve: Listing, viewport: Viewport) -> Drawn:
    """The share of cohorts that have built something by days since they started, with its band, over a mark for each
    cohort: filled where it has built, a hollow arrow where it has not yet. Below the minimum of cohorts no curve."""
    frame = cohorts.frame
    visible = frame[frame["days"].notna()] if len(frame) else frame
    if cohorts.missing or visible.empty:
        return nothing("When training leads to a first build is not known yet", cohorts.missing, _why_not(cohorts))
    gate = int(float(cohorts.scope.settings.get(GATE, 90)))
    is_enough = len(visible) >= int(cohorts.scope.settings.get("minimum_n", 5)) and not curve.frame.empty
    shown = visible.tail(MOST)
    last = max(float(visible["days"].max()), gate * 1.2)
    figure = canvas()
    beneath = ROW * len(shown)
    share = beneath / (beneath + CURVE) if is_enough else 1.0
    _markers(figure, viewport, shown, share)
    if is_enough:
        _curve(figure, viewport, curve.frame, last, share)
    figure.add_shape(
        type="line",
        x0=gate,
        x1=gate,
        y0=0,
        y1=1,
        yref="paper",
        layer="below",
        line={"color": viewport.grey, "width": 1, "dash": "dot"},
    )
    write(
        figure,
        viewport,
        f"gate: {gate} days",
        x=gate,
        y=1,
        yref="paper",
        yanchor="bottom",
        colour=viewport.grey,
        size=SMALL,
    )
    ticks = [day for day in ((0, 180, 365, 545, 730, 1095) if last > 250 else (0, 60, 120, 180)) if day <= last]
    figure.update_xaxes(
        range=[-0.01 * last, last * (1.32 if viewport.is_narrow else 1.2)],
        tickmode="array",
        tickvals=ticks,
        ticktext=["start", *(format.count(day) for day in ticks[1:])],
        anchor="y",
        showline=True,
    )
    finding = _finding(visible, curve.frame, gate, is_enough)
    small = len(frame) - len(visible)
    reading = "Share of cohorts that built something, by days since they started, with 95 % band; beneath, each cohort"
    return Drawn(
        finish(figure, viewport, height=beneath + (CURVE if is_enough else 0) + FOOTER, margin={"t": 22}),
        finding=finding,
        subtitle=f"{reading if is_enough else 'Days from a cohort to its first build'}; arrow: nothing built yet"
        + (f"; the latest {MOST} of {format.count(len(visible))}" if len(visible) > MOST else ""),
        n=f"n = {format.plural(len(visible), 'cohort')}"
        + (f"{format.DOT}{format.count(small)} {format.HIDDEN}" if small else ""),
        alt=f"{finding}. {'; '.join(_spoken(row) for _, row in shown.iterrows())}.",
    )


def _why_not(cohorts: Listing) -> str:
    if cohorts.missing:
        return ""
    return "No cohort has started." if cohorts.frame.empty else f"{format.HIDDEN.capitalize()}."


def _markers(figure: go.Figure, viewport: Viewport, shown: pd.DataFrame, share: float) -> None:
    places = [len(shown) - 1 - place for place in range(len(shown))]
    built = [bool(flag) for flag in shown["is_built"]]
    for place, days in zip(places, shown["days"], strict=True):
        figure.add_scatter(
            x=[0, days], y=[place, place], mode="lines", line={"color": viewport.line, "width": 2}, hoverinfo="skip"
        )
    figure.add_scatter(
        x=list(shown["days"]),
        y=places,
        mode="markers",
        marker={
            "symbol": ["circle" if is_built else "triangle-right" for is_built in built],
            "size": 10,
            "color": [viewport.accent if is_built else viewport.paper for is_built in built],
            "line": {"color": viewport.accent, "width": 1.5},
        },
        hovertext=[format.escape_html(_spoken(row)) for _, row in shown.iterrows()],
        hoverinfo="text",
        customdata=opens("cohort_id", shown["cohort_id"]),
    )
    for place, days, is_built in zip(places, shown["days"], built, strict=True):
        text = format.days(days) if is_built else f"{format.count(days)} so far"
        write(
            figure, viewport, text, x=days, y=place, xshift=10, size=SMALL, colour=viewport.grey, bgcolor=viewport.paper
        )
    figure.update_yaxes(
        domain=[0, share],
        range=[-0.7, len(shown) - 0.3],
        tickmode="array",
        tickvals=places,
        showline=False,
        ticktext=[format.escape_html(_name(row, viewport)) for _, row in shown.iterrows()],
        tickfont={"color": viewport.ink},
        linecolor="rgba(0,0,0,0)",
    )


def _name(row: pd.Series, viewport: Viewport) -> str:
    if viewport.is_narrow:
        return format.shorten(str(row["cohort_id"]), 18)
    return format.shorten(f"{row['business_unit']} {row['cohort_id']}", 24)


def _curve(figure: go.Figure, viewport: Viewport, frame: pd.DataFrame, last: float, share: float) -> None:
    """Shares on an axis of their own above the marks."""
    days = [0, *frame["days"], last]
    built = [0.0, *frame["built"], float(frame["built"].iloc[-1])]
    known = frame[frame["built_low"].notna()]
    if len(known):
        edges = [*known["days"], last]
        for name, fill in (("built_low", None), ("built_high", "tonexty")):
            figure.add_scatter(
                x=edges,
                y=[*known[name], known[name].iloc[-1]],
                mode="lines",
                line={"width": 0, "shape": "hv"},
                hoverinfo="skip",
                fill=fill,
                fillcolor=viewport.range,
                yaxis="y2",
            )
    figure.add_scatter(
        x=days,
        y=built,
        mode="lines",
        line={"color": viewport.accent, "width": 2.5, "shape": "hv"},
        yaxis="y2",
        hovertext=[f"day {format.count(day)}: {format.percent(share)}" for day, share in zip(days, built, strict=True)],
        hoverinfo="text",
    )
    end = f"{format.percent(built[-1])} built"
    write(figure, viewport, end, x=last, y=built[-1], yref="y2", xshift=6, colour=viewport.accent, size=SMALL)
    figure.update_layout(
        yaxis2={
            "domain": [share + 0.04 * (1 - share), 1],
            "range": [-0.02, 1.06],
            "tickmode": "array",
            "tickvals": [0, 0.5, 1],
            "ticktext": ["0", "50 %", "100 %"],
            "showgrid": True,
            "gridcolor": viewport.line,
            "anchor": "x",
        }
    )


def _finding(visible: pd.DataFrame, curve: pd.DataFrame, gate: int, is_enough: bool) -> str:
    built = int(visible["is_built"].astype(bool).sum())
    counts = f"{format.of(built, len(visible))} cohorts {format.inflect(built, 'has', 'have')} built something"
    if len(visible) == 1:
        return "The one cohort has built something" if built else "The one cohort has built nothing yet"
    if not is_enough:
        return f"{counts}, {format.TOO_FEW}"
    half = curve[curve["built"] >= 0.5 - 1e-9]
    if half.empty:
        return f"{counts}; half is not reached, the gate is {gate} days"
    day = int(half["days"].iloc[0])
    against = f", within the gate of {gate}" if day <= gate else f"; the gate is {gate}"
    return f"Half of the cohorts had built something after {format.count(day)} days{against}"


def _spoken(row: pd.Series) -> str:
    after = f"after {format.days(row['days'])}" if row["is_built"] else f"nothing yet in {format.days(row['days'])}"
    return f"{row['business_unit']} {row['cohort_id']}: {'first build ' if row['is_built'] else ''}{after}"
