"""How many initiatives have a return that can be measured, beside the quoted rates that contradict each other?"""

import plotly.graph_objects as go

from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing, points, solid, write
from queries import BENCHMARKS, Answer, Benchmark
from queries.benchmarks import verdict

ROW = 46
QUOTED = ("genai_pilot_success", "one_in_five_roi", "fail_prod_roi")
"""The quoted rates of success; the last is quoted as a rate of failure, and its complement stands here."""
VERDICTS = {"above": "above", "below": "below", "inside": "at", "cannot tell": "not apart beyond chance from"}


def chart(rate: Answer, viewport: Viewport) -> Drawn:
    """Our rate with its interval above, and beneath it each quoted one, with who said it."""
    row = rate.last
    if rate.missing or row is None or row.value is None:
        return nothing("Whether initiatives have a measurable return is not known yet", rate.missing, _why_not(rate))
    others = sorted((_success(BENCHMARKS[name]), BENCHMARKS[name]) for name in QUOTED)
    figure = canvas()
    top = len(others)
    if row.low is not None and row.high is not None and row.state == "ok":
        figure.add_scatter(
            x=[row.low, row.high],
            y=[top, top],
            mode="lines",
            line={"color": viewport.range, "width": 9},
            hoverinfo="skip",
        )
        figure.add_shape(
            type="rect",
            x0=row.low,
            x1=row.high,
            y0=-0.4,
            y1=top,
            fillcolor=viewport.range,
            opacity=0.35,
            layer="below",
            line={"width": 0},
        )
    ours = f"Ours: {format.figure(row, 'percent')}"
    figure.add_scatter(
        x=[row.value],
        y=[top],
        mode="markers",
        marker=points(viewport, [row.state], size=11),
        hovertext=[format.escape_html(f"{ours}, {format.beside(row, 'percent')}")],
        hoverinfo="text",
    )
    write(
        figure,
        viewport,
        f"<b>{ours}</b>{format.DOT}{format.beside(row, 'percent')}",
        x=0,
        xref="paper",
        y=top + 0.38,
        xshift=-3,
    )
    for place, (share, benchmark) in enumerate(reversed(others)):
        _theirs(figure, viewport, place, share, benchmark)
    furthest = max(row.high or 0, row.value, *(share for share, _ in others))
    figure.update_xaxes(
        range=[-0.01, min(1.02, furthest * 1.25 + 0.02)], tickformat=".0%", rangemode="tozero", showline=True, nticks=5
    )
    figure.update_yaxes(visible=False, range=[-0.5, top + 0.7])
    finding = _finding(rate, [(share, benchmark) for share, benchmark in others])
    return Drawn(
        finish(figure, viewport, height=ROW * (top + 1) + 36),
        finding=finding,
        subtitle="In production for 180 days or more with evidenced value above direct cost, of those started a year ago or more",
        n=f"n = {format.plural(row.n or 0, 'initiative')}; the quoted rates contradict each other",
        alt=f"{finding}. {ours}, {format.beside(row, 'percent')}; "
        f"{'; '.join(f'{_who(benchmark)} {_quote(benchmark)}' for _, benchmark in others)}.",
    )


def _why_not(rate: Answer) -> str:
    if rate.missing:
        return ""
    days = rate.scope.settings.get("measurable_age_days", "365")
    return f"No initiative in what is shown started {days} days or more before its unit's last list."


def _success(benchmark: Benchmark) -> float:
    return 1 - benchmark.low if benchmark.compares_with == "initiative_failure_rate" else benchmark.low


def _who(benchmark: Benchmark) -> str:
    return f"{benchmark.quoted_publisher or 'no source named'} {benchmark.year}"


def _quote(benchmark: Benchmark) -> str:
    text = format.benchmark(benchmark.low, benchmark.high, benchmark.unit)
    return (
        f"{format.percent(_success(benchmark))} ({text} fail)"
        if benchmark.compares_with == "initiative_failure_rate"
        else text
    )


def _theirs(figure: go.Figure, viewport: Viewport, place: int, share: float, benchmark: Benchmark) -> None:
    figure.add_scatter(
        x=[share],
        y=[place],
        mode="markers",
        hoverinfo="text",
        hovertext=[format.escape_html(f"{_quote(benchmark)}: {benchmark.statement}")],
        marker=solid(viewport, viewport.grey) | {"symbol": "diamond"},
    )
    text = f"{format.escape_html(_who(benchmark))}: {_quote(benchmark)}"
    write(figure, viewport, text, x=0, xref="paper", y=place + 0.38, xshift=-3, colour=viewport.grey)


def _finding(rate: Answer, others: list[tuple[float, Benchmark]]) -> str:
    row = rate.last
    if row is None:
        return ""
    if row.state == "few":
        return f"{format.of(row.numerator, row.denominator)} {format.inflect(row.numerator, 'has', 'have')} a measurable return, {format.TOO_FEW}"
    sentence = f"{format.percent(row.value)} of initiatives have a measurable return"
    judged: dict[str, list[str]] = {}
    for share, benchmark in others:
        low, high = (row.low, row.high) if _success(benchmark) == benchmark.low else (_less(row.high), _less(row.low))
        found = verdict(low, high, benchmark)
        if found and _success(benchmark) != benchmark.low:
            found = {"above": "below", "below": "above"}.get(found, found)  # type: ignore[assignment]
        if found:
            judged.setdefault(found, []).append(format.percent(share))
    parts = [f"{VERDICTS[name]} the quoted {format.join(judged[name])}" for name in VERDICTS if name in judged]
    return f"{sentence}, {format.join(parts)}" if parts else sentence


def _less(share: float | None) -> float | None:
    return None if share is None else 1 - share
