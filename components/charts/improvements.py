"""What did each initiative change, and against what?"""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, hollow, nothing, opens, solid, write
from queries import Listing

ROW = 46
MOST = 10


def chart(rows: Listing, viewport: Viewport) -> Drawn:
    """From the baseline to the dated current value of each KPI: right is better. A control group's change is hollow."""
    frame = rows.frame
    known = frame[frame["is_comparable"]] if len(frame) else frame
    if rows.missing or known.empty:
        return nothing("What the initiatives changed is not known yet", rows.missing, _why_not(rows))
    known = known.sort_values("improvement", ascending=False, kind="stable")
    shown = [row for _, row in known.head(MOST).iterrows()]
    figure = canvas()
    figure.add_shape(type="line", x0=0, x1=0, y0=-0.5, y1=len(shown) - 0.5, line={"color": viewport.line, "width": 1})
    for index, row in enumerate(shown):
        _dumbbell(figure, viewport, len(shown) - 1 - index, row)
    ends = [
        0.0,
        *(
            float(row[name])
            for row in shown
            for name in ("improvement", "target_share", "control_share")
            if pd.notna(row[name])
        ),
    ]
    low, high = max(min(ends), -2.0), min(max(ends), 2.0)
    span = (high - low) or 1
    figure.update_xaxes(visible=False, range=[low - 0.04 * span, high + 0.04 * span])
    figure.update_yaxes(visible=False, range=[-0.5, len(shown) - 0.5])
    finding = _finding(known)
    undated = int(
        (
            frame["has_kpi"] & frame["kpi_current"].notna() & frame["kpi_baseline"].notna() & ~frame["is_comparable"]
        ).sum()
    )
    left_out = f"; {format.count(undated)} more cannot be compared (no date, or no direction)" if undated else ""
    return Drawn(
        finish(figure, viewport, height=ROW * len(shown) + 8),
        finding=finding,
        subtitle="Change of each KPI since its baseline, as a share of it; right of the line is better. Tick: target. "
        "Hollow: its control group",
        n=f"n = {format.plural(len(known), 'initiative')} with a dated value"
        f"{f', the best {MOST} shown' if len(known) > MOST else ''}{left_out}",
        alt=f"{finding}. {'; '.join(_spoken(row) for row in shown)}.",
    )


def _why_not(rows: Listing) -> str:
    if rows.missing:
        return ""
    return "It takes a baseline, a current value with its date, and which direction is better (kpi_better)."


def _finding(known: pd.DataFrame) -> str:
    better = int((known["effect_share"] > 0).sum())
    sentence = f"{format.of(better, len(known))} dated {format.inflect(len(known), 'KPI', 'KPIs')} got better"
    controlled = int((known["method"] != "association").sum())
    if controlled == len(known):
        return (
            f"{sentence}, each beyond its control group"
            if len(known) > 1
            else f"{sentence}, counted against a control group"
        )
    if not controlled:
        return f"{sentence}; none has a control group, so that is an association"
    return f"{sentence}; only {format.count(controlled)} {format.inflect(controlled, 'has', 'have')} a control group, the rest is association"


def _dumbbell(figure: go.Figure, viewport: Viewport, place: int, row: pd.Series) -> None:
    share, height, text = float(row["improvement"]), place - 0.18, format.escape_html(_spoken(row))
    figure.add_scatter(
        x=[0, share], y=[height] * 2, mode="lines", line={"color": viewport.context, "width": 3}, hoverinfo="skip"
    )
    if pd.notna(row["target_share"]):
        target = float(row["target_share"])
        figure.add_shape(
            type="line",
            x0=target,
            x1=target,
            y0=height - 0.16,
            y1=height + 0.16,
            line={"color": viewport.ink, "width": 1.5},
        )
    if pd.notna(row["control_share"]):
        figure.add_scatter(
            x=[float(row["control_share"])], y=[height], mode="markers", marker=hollow(viewport), hoverinfo="skip"
        )
    figure.add_scatter(
        x=[share],
        y=[height],
        mode="markers",
        marker=solid(viewport),
        hovertext=[text],
        hoverinfo="text",
        customdata=opens("name", [row["name"]]),
    )
    name = format.escape_html(format.shorten(str(row["name"]), 24 if viewport.is_narrow else 34))
    kpi = (
        ""
        if viewport.is_narrow
        else f'{format.DOT}<span style="color:{viewport.grey}">{format.escape_html(format.shorten(str(row["kpi"]), 36))}</span>'
    )
    write(figure, viewport, f"<b>{name}</b>{kpi}", x=0, xref="paper", y=place + 0.24, xshift=-3)
    write(figure, viewport, _from_to(row), x=1, xref="paper", xanchor="right", y=place + 0.24, colour=viewport.grey)


def _from_to(row: pd.Series) -> str:
    text = f"{_plain(row['kpi_baseline'])} to {_plain(row['kpi_current'])}"
    if row["method"] == "association":
        return text
    return f"{text}, {_plain(row['effect'], signed=True)} beyond control"


def _plain(number: float, *, signed: bool = False) -> str:
    text = f"{abs(number):,.4g}" if abs(number) < 10_000 else format.money(abs(number))
    return f"{format.MINUS}{text}" if number < 0 else f"+{text}" if signed and number > 0 else text


def _spoken(row: pd.Series) -> str:
    sentence = f"{row['name']}, {row['kpi']}: {_plain(row['kpi_baseline'])} to {_plain(row['kpi_current'])}"
    if row["method"] == "association":
        return f"{sentence} (association)"
    control = f"{_plain(row['control_baseline'])} to {_plain(row['control_current'])}"
    return f"{sentence}, its control {control}: {_plain(row['effect'], signed=True)} (difference in differences)"
