"""Is it measured? How many of the initiatives that started can say what they changed."""

import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, points, write
from queries import BENCHMARKS, Listing

ROW = 44
QUOTED = "kpi_tracking"
NAMES = {
    "kpi": "A KPI is named",
    "baseline": "A baseline dated before the start",
    "target": "A target is set",
    "tracked": "Tracked: the KPI has a dated value",
    "control": "A control group",
    "evidenced": "Its benefit is evidenced",
}
FLAGS = {step: f"has_{step}" for step in NAMES} | {"tracked": "is_tracked"}
"""The column of the initiatives' rows in which each is said."""


def chart(steps: Listing, viewport: Viewport) -> Drawn:
    """A point with its interval for each thing it takes to know whether an initiative worked."""
    frame = steps.frame
    if steps.missing or frame.empty:
        return nothing("Whether initiatives are measured is not known yet", steps.missing, _why_not(steps))
    rows = list(frame.to_dict("records"))
    figure = canvas()
    for index, row in enumerate(rows):
        place = len(rows) - 1 - index
        is_judged = row["state"] == "ok"
        figure.add_shape(
            type="line",
            x0=0,
            x1=1,
            y0=place - 0.14,
            y1=place - 0.14,
            line={"color": viewport.line, "width": 1},
            layer="below",
        )
        if is_judged:
            figure.add_scatter(
                x=[row["low"], row["high"]],
                y=[place - 0.14] * 2,
                mode="lines",
                hoverinfo="skip",
                line={"color": viewport.context, "width": 5},
            )
        if row["step"] == "tracked":
            _quoted(figure, viewport, place, float(row["high"]) if is_judged else float(row["share"]))
        figure.add_scatter(
            x=[row["share"]],
            y=[place - 0.14],
            mode="markers",
            marker=points(viewport, [row["state"]]),
            hovertext=[format.escape_html(_spoken(row))],
            hoverinfo="text",
            customdata=opens(FLAGS[row["step"]], [True]),
        )
        note = format.of(row["initiatives"], row["started"])
        if is_judged and not viewport.is_narrow:
            note += f"{format.DOT}{format.interval(row['low'], row['high'])}"
        name = NAMES[row["step"]]
        write(figure, viewport, f"<b>{name}</b>" if row["step"] == "tracked" else name, x=0, y=place + 0.24, xshift=-3)
        write(figure, viewport, note, x=1, xanchor="right", y=place + 0.24, colour=viewport.grey)
    figure.update_xaxes(visible=False, range=[-0.012, 1.012])
    figure.update_yaxes(visible=False, range=[-0.5, len(rows) - 0.5])
    finding = _finding({row["step"]: row for row in rows})
    few = "; hollow: too few to judge" if rows[0]["state"] != "ok" else ""
    return Drawn(
        finish(figure, viewport, height=ROW * len(rows) + 8),
        finding=finding,
        subtitle=f"Share of the initiatives that started, with 95 % interval, each counted by itself{few}",
        n=f"n = {format.plural(rows[0]['started'], 'initiative')}; the quoted {_text()} is a share of companies",
        alt=f"{finding}. {'; '.join(_spoken(row) for row in rows)}.",
    )


def _why_not(steps: Listing) -> str:
    return "" if steps.missing else "No initiative in what is shown has started."


def _text() -> str:
    quoted = BENCHMARKS[QUOTED]
    return f"fewer than {format.percent(quoted.high)}"


def _quoted(figure: go.Figure, viewport: Viewport, place: int, end: float) -> None:
    high = BENCHMARKS[QUOTED].high
    figure.add_shape(
        type="line",
        x0=high,
        x1=high,
        y0=place - 0.34,
        y1=place + 0.06,
        line={"color": viewport.grey, "width": 1.5, "dash": "dot"},
    )
    text = f"quoted: {_text()}"
    write(
        figure,
        viewport,
        text,
        x=max(high, end),
        xshift=8,
        y=place - 0.14,
        size=SMALL,
        colour=viewport.grey,
        bgcolor=viewport.paper,
    )


def _finding(by_step: dict[str, dict[str, float]]) -> str:
    tracked, started = int(by_step["tracked"]["initiatives"]), int(by_step["tracked"]["started"])
    control = int(by_step["control"]["initiatives"])
    sentence = f"{format.of(tracked, started)} {format.inflect(tracked, 'tracks its', 'track their')} KPI"
    if not tracked:
        return f"None of {format.plural(started, 'initiative')} that started tracks its KPI"
    compared = (
        f"{format.count(control) if control else 'none'} {format.inflect(control or 2, 'has', 'have')} a control group"
    )
    return f"{sentence}; {compared}"


def _spoken(row: dict[str, float]) -> str:
    name = NAMES[str(row["step"])]
    return f"{name}: {format.of(row['initiatives'], row['started'])} ({format.interval(row['low'], row['high'])})"
