"""How has a figure moved, quarter by quarter?"""

import plotly.graph_objects as go

from components.text import changes, format
from components.theme import Drawn, Viewport, canvas, finish, nothing, points, quarters, quoted, write
from queries import BENCHMARKS, Answer, Benchmark, Change, Metric, Row

HEIGHT = 280
FARTHEST = 4  # times our highest: a quoted figure beyond it is said and not drawn


def chart(answer: Answer, change: Change, viewport: Viewport) -> Drawn:
    """Rates as a line with its interval, money and counts as bars; hollow points where there are too few to judge."""
    metric = answer.metric
    rows = [row for row in answer.rows if row.period]
    seen = [row for row in rows if row.value is not None]
    if answer.missing or not seen:
        return nothing(f"{metric.title}: not known yet", answer.missing or metric.needs)
    start_month = answer.scope.settings.get("fiscal_start_month", "1")
    figure = canvas()
    (_bars if metric.unit in ("money", "count") else _line)(figure, viewport, rows, metric.unit)
    beyond = _quoted(figure, viewport, metric)
    quarters(figure, viewport, [str(row.period) for row in rows], start_month)
    figure.update_yaxes(visible=False)
    span = format.join(
        dict.fromkeys(format.quarter(str(row.period), start_month) for row in (rows[0], rows[-1])), last="to"
    )
    finding = _finding(answer, change, seen[-1], start_month)
    return Drawn(
        finish(figure, viewport, height=HEIGHT, margin={"t": 28}),
        finding=finding,
        subtitle=f"{metric.title}, {span}{_far(beyond, metric.unit)}",
        n=f"n = {format.count(sum(row.n or 0 for row in seen))}" if metric.interval and metric.kind != "state" else "",
        alt=f"{finding}. By quarter: {'; '.join(_spoken(row, metric.unit, start_month) for row in seen)}.",
    )


def _finding(answer: Answer, change: Change, last: Row, start_month: str) -> str:
    unit, name = answer.metric.unit, format.quarter(str(last.period), start_month)
    sentence = f"{answer.metric.title}: {format.figure(last, unit)} in {name}"
    if last.state == "few":
        return f"{sentence}, {format.TOO_FEW}"
    moved = changes.sentence(change, start_month) if change.until == last.period else ""
    return f"{sentence}, {moved}" if moved else sentence


def _line(figure: go.Figure, viewport: Viewport, rows: list[Row], unit: str) -> None:
    _intervals(figure, viewport, rows)
    figure.add_scatter(
        x=list(range(len(rows))),
        y=[row.value for row in rows],
        mode="lines+markers",
        line={"color": viewport.accent, "width": 2},
        connectgaps=False,
        marker=points(viewport, [row.state for row in rows]),
        hovertext=[format.escape_html(_spoken(row, unit, "1")) for row in rows],
        hoverinfo="text",
    )
    shown = [place for place, row in enumerate(rows) if row.value is not None]
    for place in sorted({shown[0], shown[-1]}):
        write(
            figure,
            viewport,
            format.figure(rows[place], unit),
            x=place,
            y=rows[place].value,
            yshift=16,
            xanchor="center",
            colour=viewport.accent if place == shown[-1] else viewport.grey,
        )
    figure.update_yaxes(range=_scale(rows))


def _intervals(figure: go.Figure, viewport: Viewport, rows: list[Row]) -> None:
    """A band behind the line, from each figure's lowest to its highest."""
    for run in _runs([place for place, row in enumerate(rows) if row.low is not None and row.state == "ok"]):
        figure.add_scatter(
            x=[*run, *reversed(run)],
            y=[rows[place].high for place in run] + [rows[place].low for place in reversed(run)],
            fill="toself",
            fillcolor=viewport.range,
            line={"width": 0},
            mode="lines",
            hoverinfo="skip",
        )


def _scale(rows: list[Row]) -> list[float]:
    """From nought, or the lowest figure below it, to the highest end of an interval, with room for what is written."""
    highest = max(
        bound for row in rows for bound in (row.value, row.high if row.state == "ok" else None) if bound is not None
    )
    lowest = min(bound for row in rows for bound in (row.value, 0.0) if bound is not None)
    span = highest - lowest or 1
    return [lowest - 0.04 * span, highest + 0.16 * span]


def _quoted(figure: go.Figure, viewport: Viewport, metric: Metric) -> list[Benchmark]:
    """The quoted figures behind ours; returns those that are too far from ours to be drawn."""
    others = [BENCHMARKS[name] for name in metric.benchmarks if name in BENCHMARKS]
    scored = [benchmark for benchmark in others if benchmark.is_scored and benchmark.unit == metric.unit]
    beyond = _reach(figure, scored)
    quoted(figure, viewport, [benchmark for benchmark in scored if benchmark not in beyond], metric.unit, "y")
    return beyond


def _reach(figure: go.Figure, scored: list[Benchmark]) -> list[Benchmark]:
    """Room for the quoted figures near ours; returns those so far beyond the scale that ours would lie flat."""
    first, last = figure.layout.yaxis.range or (None, None)
    if first is None or last is None:
        return []
    far = [benchmark for benchmark in scored if benchmark.low > FARTHEST * last]
    near = [benchmark.high for benchmark in scored if benchmark not in far]
    if near and max(near) > last:
        figure.update_yaxes(range=[first, max(near) + 0.06 * (max(near) - first)])
    return far


def _far(beyond: list[Benchmark], unit: str) -> str:
    """; quoted 70 %, beyond the scale. Empty where all that is quoted is in sight."""
    names = format.join(format.benchmark(benchmark.low, benchmark.high, unit) for benchmark in beyond)
    return f"; quoted {names}, beyond the scale" if names else ""


def _bars(figure: go.Figure, viewport: Viewport, rows: list[Row], unit: str) -> None:
    values = [row.value for row in rows]
    last = max(place for place, value in enumerate(values) if value is not None)
    named = {0, last} if viewport.is_narrow and len(rows) > 6 else set(range(len(rows)))
    figure.add_bar(
        x=list(range(len(rows))),
        y=values,
        width=0.7,
        marker={"color": [viewport.accent if place == last else viewport.context for place in range(len(rows))]},
        text=[
            format.value(row.value, unit) if place in named and row.value is not None else ""
            for place, row in enumerate(rows)
        ],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        textfont={"color": viewport.ink},
        constraintext="none",
        hovertext=[format.escape_html(_spoken(row, unit, "1")) for row in rows],
        hoverinfo="text",
    )


def _runs(places: list[int]) -> list[list[int]]:
    """Neighbouring places together, so that a band never bridges a quarter without a figure."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _spoken(row: Row, unit: str, start_month: str) -> str:
    beside = format.beside(row, unit)
    return (
        f"{format.quarter(str(row.period), start_month)} {format.figure(row, unit)}{f' ({beside})' if beside else ''}"
    )
