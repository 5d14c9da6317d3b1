"""Where do our figures stand beside what others are quoted to have found?"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, hollow, nothing, outlined, solid, write
from queries import Benchmark, Metric, Row

ROW = 34
NARROW_ROW = 50
READING_FROM = 0.58  # of the width: the marks end here and what they say begins
LEAST = 0.012  # of the scale: a single quoted figure is a band this wide


@dataclass(frozen=True)
class Comparison:
    """A quoted figure, the figure of ours it speaks of, and the verdict (None where it must not be scored)."""

    benchmark: Benchmark
    metric: Metric
    row: Row | None
    verdict: str | None


def chart(standings: Sequence[Comparison], viewport: Viewport, unit: str = "percent") -> Drawn:
    """A line per figure of ours: a point with its interval, and every quoted range behind it, hollow if not scored.

    Only of one unit, for they stand on one scale: shares (`percent`) or multiples.
    """
    shown = [
        comparison
        for comparison in standings
        if comparison.benchmark.unit == unit == comparison.metric.unit
        and comparison.row
        and comparison.row.value is not None
    ]
    scored = list(
        {comparison.benchmark.id: comparison for comparison in reversed(shown) if comparison.verdict}.values()
    )
    if not shown:
        return nothing("None of our figures can stand beside a quoted one yet", _waiting(standings))
    groups: dict[str, list[Comparison]] = {}
    for comparison in shown:
        groups.setdefault(comparison.metric.id, []).append(comparison)
    most = (
        1.0 if unit == "percent" else max(max(comparison.benchmark.high, *_reach(comparison)) for comparison in shown)
    )
    figure = canvas()
    for place, group in enumerate(reversed(groups.values())):
        for comparison in group:
            _theirs(figure, viewport, place, comparison, LEAST * most)
        _ours(figure, viewport, place, group[0])
        _text(figure, viewport, place, group)
    height = (NARROW_ROW if viewport.is_narrow else ROW) * len(groups) + 72
    figure.update_xaxes(
        range=[-0.02 * most, 1.02 * most],
        **_scale(unit, most, viewport),
        domain=[0, 1 if viewport.is_narrow else READING_FROM],
        showgrid=True,
        gridcolor=viewport.line,
    )
    figure.update_yaxes(
        range=[-0.6, len(groups) - (0.2 if viewport.is_narrow else 0.4)],
        visible=not viewport.is_narrow,
        tickmode="array",
        tickvals=list(range(len(groups))),
        tickfont={"color": viewport.ink},
        linecolor="rgba(0,0,0,0)",
        ticktext=[format.escape_html(group[0].metric.title) for group in reversed(groups.values())],
    )
    finding = _finding(scored, unit)
    return Drawn(
        finish(figure, viewport, height=height),
        finding=finding,
        subtitle="Point and line: ours, with its 95 % interval. Grey: quoted; outlined where it is about something else "
        "and is not scored",
        n=f"{format.plural(len(groups), 'figure')} of ours, {format.plural(len({comparison.benchmark.id for comparison in shown}), 'quoted one')}",
        alt=f"{finding}. {'; '.join(f'{group[0].metric.title}: {_reading(group)}' for group in groups.values())}.",
    )


def _scale(unit: str, most: float, viewport: Viewport) -> dict[str, object]:
    """The marks along the foot: shares to 100 %, multiples to the largest."""
    if unit == "percent":
        return {"tickformat": ".0%", "tickvals": [0, 0.5, 1] if viewport.is_narrow else [0, 0.25, 0.5, 0.75, 1]}
    return {"ticksuffix": "x", "nticks": 4 if viewport.is_narrow else 6}


def _reach(comparison: Comparison) -> tuple[float, ...]:
    row = comparison.row
    return tuple(bound for bound in (row.value, row.high) if bound is not None) if row else ()


def _theirs(figure: go.Figure, viewport: Viewport, place: int, comparison: Comparison, least: float) -> None:
    benchmark = comparison.benchmark
    middle, width = (benchmark.low + benchmark.high) / 2, max(benchmark.high - benchmark.low, least)
    figure.add_bar(
        base=[middle - width / 2],
        x=[width],
        y=[place],
        orientation="h",
        width=0.42,
        hoverinfo="text",
        marker={"color": viewport.context, "line": {"width": 0}} if benchmark.is_scored else outlined(viewport),
        hovertext=format.escape_html(
            f"{format.benchmark(benchmark.low, benchmark.high, benchmark.unit)}: {benchmark.statement}"
        ),
    )
    figure.update_layout(barmode="overlay")


def _ours(figure: go.Figure, viewport: Viewport, place: int, comparison: Comparison) -> None:
    row = comparison.row
    if row is None or row.value is None:
        return
    if row.low is not None and row.high is not None and row.state == "ok":
        figure.add_scatter(
            x=[row.low, row.high],
            y=[place, place],
            mode="lines",
            line={"color": viewport.accent, "width": 2},
            hoverinfo="skip",
        )
    text = f"{comparison.metric.title}: {format.figure(row, comparison.metric.unit)} {format.beside(row, comparison.metric.unit)}"
    figure.add_scatter(
        x=[row.value],
        y=[place],
        mode="markers",
        marker=solid(viewport) if row.state == "ok" else hollow(viewport),
        hovertext=format.escape_html(text),
        hoverinfo="text",
    )


def _text(figure: go.Figure, viewport: Viewport, place: int, group: list[Comparison]) -> None:
    if viewport.is_narrow:
        title = format.escape_html(format.shorten(group[0].metric.title, 40))
        write(figure, viewport, title, x=0, xref="paper", y=place, yshift=19)
        ours = format.escape_html(_figure(group[0]))
        write(figure, viewport, ours, x=1, xref="paper", xanchor="right", y=place, yshift=19, colour=viewport.accent)
    else:
        write(
            figure,
            viewport,
            format.escape_html(_reading(group)),
            x=READING_FROM + 0.02,
            xref="paper",
            y=place,
            size=SMALL,
        )


def _reading(group: Sequence[Comparison]) -> str:
    """`33 %: below 53 %, undecided on 0–40 % and 20–40 %`."""
    kinds = {"above": "above", "below": "below", "inside": "within", "cannot tell": "undecided on", None: "beside"}
    parts = []
    for verdict, word in kinds.items():
        ranges = [
            format.benchmark(comparison.benchmark.low, comparison.benchmark.high, comparison.benchmark.unit)
            for comparison in group
            if comparison.verdict == verdict
        ]
        if ranges:
            parts.append(f"{word} {format.join(ranges)}")
    return f"{_figure(group[0])}: {', '.join(parts)}"


def _figure(comparison: Comparison) -> str:
    return format.figure(comparison.row, comparison.metric.unit) if comparison.row else format.NOT_KNOWN


def _finding(scored: Sequence[Comparison], unit: str) -> str:
    if not scored:
        return "Nothing of ours can be scored against a quoted figure yet"
    compared = [comparison for comparison in scored if not comparison.benchmark.describes_failure]
    better = sum(
        comparison.verdict == ("above" if comparison.benchmark.direction == "higher" else "below")
        for comparison in compared
    )
    worse = sum(
        comparison.verdict == ("below" if comparison.benchmark.direction == "higher" else "above")
        for comparison in compared
    )
    level = sum(comparison.verdict == "inside" for comparison in compared)
    undecided = len(compared) - better - worse - level
    failing = sum(
        comparison.verdict in ("below", "inside") for comparison in scored if comparison.benchmark.describes_failure
    )
    parts = [
        f"better than {better}" if better else "",
        f"worse than {worse}" if worse else "",
        f"level with {level}" if level else "",
        f"undecided on {undecided}" if undecided else "",
        "at or below a mark of failure" if failing else "",
    ]
    if not any(parts):
        return f"We are above {format.plural(len(scored), 'quoted mark')} of failure"
    noun = {"percent": "quoted share", "multiple": "quoted multiple"}.get(unit, "quoted figure")
    return f"Of {format.plural(len(scored), noun)} we are {format.join(parts)}"


def _waiting(standings: Sequence[Comparison]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(need for comparison in standings for need in comparison.metric.needs))[:4]
