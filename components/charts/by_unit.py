"""How does a figure differ between units?"""

import plotly.graph_objects as go

from components.text import format
from components.theme import Drawn, Viewport, band, canvas, finish, nothing, opens, points, quoted, write
from queries import BENCHMARKS, Answer, Metric, Row

MOST = 20  # units drawn; those with most cases where there are more
ROW = 30
POINTS = (
    "percent",
    "multiple",
    "for each 1",
    "days",
    "months",
    "quarters",
)  # units of which a bar's length says nothing


def chart(answer: Answer, viewport: Viewport) -> Drawn:
    """A point and its interval for each unit, the best above; hollow where there are too few to judge."""
    metric = answer.metric
    rows = [row for row in answer.rows if row.business_unit and row.value is not None]
    if answer.missing or not rows:
        return nothing(f"{metric.title} by unit: not known yet", answer.missing or metric.needs)
    shown = sorted(rows, key=lambda row: -abs(row.denominator or row.value or 0))[:MOST]
    shown.sort(key=lambda row: (row.value or 0, row.business_unit), reverse=metric.good == "down")
    figure = canvas()
    (_dots if metric.interval or metric.unit in POINTS else _bars)(figure, viewport, shown, metric.unit)
    _quoted(figure, viewport, metric)
    most = 16 if viewport.is_narrow else 28
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(shown))),
        range=[-0.6, len(shown) - 0.4],
        ticktext=[format.escape_html(format.shorten(str(row.business_unit), most)) for row in shown],
        tickfont={"color": viewport.ink},
    )
    figure.update_xaxes(visible=False)
    left_out = f"; the {MOST} units with most cases of {len(rows)}" if len(rows) > MOST else ""
    finding = _finding(answer, shown)
    return Drawn(
        finish(figure, viewport, height=ROW * len(shown) + 48, margin={"t": 24}),
        finding=finding,
        subtitle=f"{_reading(metric)}{left_out}",
        n=format.plural(len(rows), "unit")
        + (f", n = {format.count(sum(row.n or 0 for row in rows))}" if metric.interval else ""),
        alt=f"{finding}. By unit: {'; '.join(_spoken(row, metric.unit) for row in reversed(shown))}.",
    )


def _quoted(figure: go.Figure, viewport: Viewport, metric: Metric) -> None:
    """What is quoted to compare with, behind the points; of a return the line at which it breaks even."""
    others = [BENCHMARKS[name] for name in metric.benchmarks if name in BENCHMARKS]
    if quoted(figure, viewport, others, metric.unit, "x"):
        scored = [benchmark.high for benchmark in others if benchmark.is_scored and benchmark.unit == metric.unit]
        _reach(figure, max(scored))
    if metric.unit == "for each 1":
        band(figure, viewport, 1, 1, "break-even", axis="x")


def _finding(answer: Answer, shown: list[Row]) -> str:
    unit, title = answer.metric.unit, answer.metric.title
    judged = [row for row in shown if row.state == "ok"]
    if not judged:
        return f"{title}: {format.TOO_FEW} in any unit"
    if len(judged) == 1:
        return f"{title}: {format.figure(judged[0], unit)} in {judged[0].business_unit}"
    worst, best = judged[0], judged[-1]
    if format.figure(best, unit) == format.figure(worst, unit):
        return f"{title}: {format.figure(best, unit)} everywhere"
    sentence = f"{best.business_unit} {format.figure(best, unit)}, {worst.business_unit} {format.figure(worst, unit)}"
    return f"{title}: {sentence}{'' if _apart(best, worst) else ', not apart beyond chance'}"


def _reading(metric: Metric) -> str:
    """What the points are: a rate with its interval by its title, a full count by its formula."""
    return f"{metric.title}, with 95 % interval" if metric.interval else metric.formula[:1].upper() + metric.formula[1:]


def _apart(row: Row, other: Row) -> bool:
    """Whether two figures differ beyond their intervals; full counts always do."""
    if row.low is None or row.high is None or other.low is None or other.high is None:
        return True
    return row.low > other.high or other.low > row.high


def _dots(figure: go.Figure, viewport: Viewport, rows: list[Row], unit: str) -> None:
    ends = [_ends(row) for row in rows]
    for place, interval in enumerate(ends):
        figure.add_scatter(
            x=list(interval),
            y=[place, place],
            mode="lines",
            line={"color": viewport.context, "width": 5},
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=[row.value for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker=points(viewport, [row.state for row in rows]),
        hovertext=[format.escape_html(_spoken(row, unit)) for row in rows],
        hoverinfo="text",
        customdata=opens("business_unit", [row.business_unit for row in rows]),
    )
    for place, (row, (_, high)) in enumerate(zip(rows, ends, strict=True)):
        text = format.figure(row, unit)
        if row.state == "ok" and row.low is not None and not viewport.is_narrow:
            text = f"{text}, {format.of(row.numerator, row.denominator)}"
        # on paper of its own, for a quoted line may run through it
        write(
            figure,
            viewport,
            text,
            x=high,
            y=place,
            xshift=10,
            colour=viewport.grey,
            bgcolor=viewport.paper,
            borderpad=0,
        )
    first, last = min(0.0, *(low for low, _ in ends)), max(high for _, high in ends)
    span = (last - first) or 1
    figure.update_xaxes(range=[first - 0.02 * span, last + (0.34 if viewport.is_narrow else 0.24) * span])


def _ends(row: Row) -> tuple[float, float]:
    """The ends of a figure's interval; the figure itself twice where it has none, or too few cases for one."""
    value = 0.0 if row.value is None else row.value
    if row.state != "ok":
        return value, value
    return value if row.low is None else row.low, value if row.high is None else row.high


def _reach(figure: go.Figure, quoted: float) -> None:
    """Room for a quoted figure that lies beyond all of ours."""
    first, last = figure.layout.xaxis.range
    if quoted > last:
        figure.update_xaxes(range=[min(first, -0.03 * quoted), quoted * 1.04])


def _bars(figure: go.Figure, viewport: Viewport, rows: list[Row], unit: str) -> None:
    figure.add_bar(
        x=[row.value for row in rows],
        y=list(range(len(rows))),
        orientation="h",
        width=0.62,
        marker={"color": [viewport.accent if row is rows[-1] else viewport.context for row in rows]},
        text=[format.value(row.value, unit) for row in rows],
        textposition="outside",
        cliponaxis=False,
        textfont={"color": viewport.ink},
        constraintext="none",
        hovertext=[format.escape_html(_spoken(row, unit)) for row in rows],
        hoverinfo="text",
        customdata=opens("business_unit", [row.business_unit for row in rows]),
    )
    first, last = (bound(0.0, *(row.value or 0 for row in rows)) for bound in (min, max))
    span = (last - first) or 1
    figure.update_xaxes(
        range=[first - (0.16 * span if first else 0), last + (0.18 if viewport.is_narrow else 0.1) * span]
    )


def _spoken(row: Row, unit: str) -> str:
    beside = format.beside(row, unit)
    return f"{row.business_unit} {format.figure(row, unit)}{f' ({beside})' if beside else ''}"
