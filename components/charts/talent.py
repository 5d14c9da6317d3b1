"""Do we find the people who can build, and do they stay?"""

from collections.abc import Sequence

import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, quarters, write
from queries import BENCHMARKS, Answer, Row

QUOTED = (("wage_premium", "pay premium"), ("ai_hiring", "growth of AI hiring"), ("entry_hiring", "entry-level hiring"))
PANEL = 104  # pixels of one row of bars
TITLES = ("Open AI roles", "Days they have been open", "Builders who left within a year, of those who left or stayed")
NARROW_TITLES = (*TITLES[:2], "Builders who left within a year")


def chart(roles: Answer, days: Answer, left: Answer, viewport: Viewport) -> Drawn:
    """Three rows of bars by quarter: open roles, how long they have been open, the builders who left within a year."""
    answers = (roles, days, left)
    labels = sorted({str(row.period) for answer in answers for row in answer.rows if row.period})
    drawn = [
        (title, answer)
        for title, answer in zip(NARROW_TITLES if viewport.is_narrow else TITLES, answers, strict=True)
        if any(row.value is not None for row in answer.rows)
    ]
    if not drawn:
        missing = tuple(dict.fromkeys(need for answer in answers for need in answer.missing))
        return nothing("Whether builders are found, and stay, is not known yet", missing)
    start_month = roles.scope.settings.get("fiscal_start_month", "1")
    figure = canvas()
    for place, (title, answer) in enumerate(drawn):
        _panel(figure, viewport, labels, answer, title, len(drawn) - 1 - place, len(drawn))
    quarters(figure, viewport, labels, start_month, tight=True)
    figure.update_xaxes(anchor="y")
    quoted = format.join(
        f"{name} {format.benchmark(BENCHMARKS[benchmark].low, BENCHMARKS[benchmark].high, 'percent')}"
        for benchmark, name in QUOTED
    )
    finding = _finding(*answers)
    return Drawn(
        finish(figure, viewport, height=PANEL * len(drawn) + 44, margin={"t": 4}),
        finding=finding,
        subtitle=f"At the end of each quarter. Quoted of the market, and used nowhere here: {quoted}",
        n=f"n = {format.count(left.last.denominator)} builders" if left.last and left.last.denominator else "",
        alt=f"{finding}. {'; '.join(f'{title}: {_spoken(answer, start_month)}' for title, answer in drawn)}.",
    )


def _panel(
    figure: go.Figure, viewport: Viewport, labels: list[str], answer: Answer, title: str, place: int, count: int
) -> None:
    """A row of bars on an axis of its own, its title above, the last bar in the accent colour."""
    by_period = {str(row.period): row for row in answer.rows}
    rows = [by_period.get(label) for label in labels]
    known = [(at, row) for at, row in enumerate(rows) if row and row.value is not None]
    axis = "y" if place == 0 else f"y{place + 1}"
    _bars(figure, viewport, rows, answer, known[-1][0], axis)
    _ends(figure, viewport, known, answer, axis, is_alone=len(labels) == 1)
    bottom = place / count
    write(
        figure,
        viewport,
        title,
        x=0,
        xref="paper",
        y=bottom + 0.84 / count,
        yref="paper",
        size=SMALL,
        yanchor="middle",
    )
    most = max(row.value or 0 for _, row in known) or 1
    # room above the bars for their figures, and above those for the title
    figure.update_layout(
        {
            axis.replace("y", "yaxis"): {
                "domain": [bottom, bottom + 0.76 / count],
                "range": [0, most * 1.45],
                "visible": False,
                "anchor": "x",
            }
        }
    )


def _bars(
    figure: go.Figure, viewport: Viewport, rows: Sequence[Row | None], answer: Answer, last: int, axis: str
) -> None:
    figure.add_bar(
        x=list(range(len(rows))),
        y=[row.value if row else None for row in rows],
        width=0.66,
        yaxis=axis,
        marker={
            "color": [viewport.accent if at == last else viewport.context for at in range(len(rows))],
            "pattern": {
                "shape": ["/" if row and row.state == "few" else "" for row in rows],
                "fgcolor": viewport.paper,
                "size": 5,
                "solidity": 0.3,
            },
        },
        hovertext=[format.escape_html(_text(row, answer)) if row else "" for row in rows],
        hoverinfo="text",
    )


def _ends(
    figure: go.Figure,
    viewport: Viewport,
    known: Sequence[tuple[int, Row]],
    answer: Answer,
    axis: str,
    *,
    is_alone: bool,
) -> None:
    """The figures of the first bar and of the last, above them."""
    last, _ = known[-1]
    for at, row in (*known[:1], *known[1:][-1:]):
        is_at_the_edge = at == last and not is_alone
        write(
            figure,
            viewport,
            _figure(row, answer, is_last=at == last),
            x=at,
            y=row.value,
            yref=axis,
            yshift=9,
            xanchor="right" if is_at_the_edge else "center",
            xshift=14 if is_at_the_edge else 0,
            size=SMALL,
            colour=viewport.accent if at == last else viewport.grey,
        )


def _figure(row: Row, answer: Answer, *, is_last: bool) -> str:
    unit = answer.metric.unit
    if unit == "percent":
        counts = format.of(row.numerator, row.denominator)
        return f"{format.figure(row, unit)}, {counts}" if is_last and row.state == "ok" else format.figure(row, unit)
    return format.count(row.value)


def _finding(roles: Answer, days: Answer, left: Answer) -> str:
    """Who left, and how long roles have been open."""
    parts = []
    row = left.last
    if row and row.state in ("ok", "few"):
        few = f", {format.TOO_FEW}" if row.state == "few" else ""
        parts.append(f"{format.of(row.numerator, row.denominator)} builders left within a year{few}")
    if roles.last and roles.last.value is not None:
        many = roles.last.value
        sentence = (
            f"{format.plural(many, 'AI role')} {format.inflect(many, 'is', 'are')} open"
            if many
            else "no AI role is open"
        )
        if many and days.last and days.last.value is not None and days.last.period == roles.last.period:
            sentence = f"{format.plural(many, 'AI role')} {format.inflect(many, 'has', 'have')} been open for {format.days(days.last.value)}"
            sentence += " on average" if many > 1 else ""
        parts.append(sentence)
    text = "; ".join(parts) or "How builders come and go is only partly known"
    return text[:1].upper() + text[1:]


def _text(row: Row, answer: Answer) -> str:
    beside = format.beside(row, answer.metric.unit)
    return f"{format.figure(row, answer.metric.unit)}{f' ({beside})' if beside else ''}"


def _spoken(answer: Answer, start_month: str) -> str:
    return ", ".join(
        f"{format.quarter(str(row.period), start_month)} {_text(row, answer)}"
        for row in answer.rows
        if row.value is not None
    )
