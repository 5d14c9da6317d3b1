"""Do we do what the successful few do, and does each unit?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, write
from queries import Benchmark, Metric, Row

As = Literal["as they do", "short of it", "cannot tell"]
"""How we stand on a practice: as the successful few are said to do, short of it, or the figure cannot tell."""
MOST, MOST_NARROW = 8, 6  # units across; the others are in the lines beneath and on their pages
ROW, HEADER = 27, 30  # pixels
NAMES = {"wide": 270, "narrow": 128}  # pixels for the names of measures
LONGEST, NARROWEST = 44, 22  # letters of a measure's name
UNIT = 16  # letters of a unit's name on a telephone
ALL = "All units"


@dataclass(frozen=True)
class Scored:
    """A measure of a practice: our figure and each unit's, and how they stand where they may be scored."""

    practice: str
    label: str
    metric: Metric
    benchmark: Benchmark | None = None
    row: Row | None = None
    verdict: As | None = None
    units: Mapping[str, tuple[Row, As | None]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def good(verdict: str | None, benchmark: Benchmark) -> As | None:
    """What a verdict means for a practice: at least as good as quoted, or not. A quoted range without a direction is met
    from its lower end on."""
    if verdict is None:
        return None
    if verdict == "cannot tell":
        return "cannot tell"
    wanted = ("below", "inside") if benchmark.direction == "lower" else ("above", "inside")
    return "as they do" if verdict in wanted else "short of it"


def chart(score: Sequence[Scored], viewport: Viewport) -> Drawn:
    """A line for each measure, under its practice: our figure, then each unit's; filled where it is as the few do."""
    known = [measure for measure in score if measure.row is not None]
    if not known:
        return nothing(
            "Nothing of the playbook can be told yet",
            subtitle="It is read from pilots (stages, reviews, stops), spend, live tools and people.",
        )
    units = _units(known)
    across = units[: MOST_NARROW if viewport.is_narrow else MOST]
    figure = canvas()
    down = 0.0
    for practice in dict.fromkeys(measure.practice for measure in known):
        down = _practice(
            figure,
            viewport,
            down,
            practice,
            [measure for measure in known if measure.practice == practice],
            across,
            is_split=len(units) > 1,
        )
    turned = viewport.is_narrow
    columns = [ALL, *across] if len(units) > 1 else [units[0] if units else ALL]
    header = 7 * max(len(format.shorten(name, UNIT)) for name in columns) if turned else 34
    figure.update_xaxes(
        side="top",
        tickmode="array",
        tickvals=list(range(len(columns))),
        tickangle=-90 if turned else 0,
        ticktext=[_heading(name, turned) for name in columns],
        tickfont={"color": viewport.ink, "size": SMALL},
        automargin=False,
        showline=False,
        range=[-0.55, len(columns) - 0.45],
    )
    figure.update_yaxes(visible=False, range=[down - ROW / 2, -HEADER / 2])
    sentence = finding(known)
    return Drawn(
        finish(
            figure,
            viewport,
            height=int(down) + header + 20,
            margin={"l": NAMES[viewport.width], "t": header + 6, "r": 0, "b": 0, "pad": 0},
        ),
        finding=sentence,
        subtitle=_reading(known, len(units) - len(across)),
        n=f"{format.plural(len(known), 'figure')} on {format.plural(len({measure.practice for measure in known}), 'practice')}",
        alt=f"{sentence}. {'; '.join(f'{measure.label}: {_in_words(measure.row, measure)}' for measure in known)}.",
    )


def _units(known: Sequence[Scored]) -> list[str]:
    """The units of which most is known, then those with most initiatives, first; a few stay in the order of their names."""
    names = sorted({unit for measure in known for unit in measure.units})
    if len(names) <= MOST_NARROW:
        return names
    text = {name: sum(name in measure.units for measure in known) for name in names}
    first = next((measure for measure in known if measure.metric.id == "active_use_cases"), None)
    held = {name: row.value or 0 for name, (row, _) in first.units.items()} if first else {}
    return sorted(names, key=lambda name: (-text[name], -held.get(name, 0), name))


def finding(score: Sequence[Scored]) -> str:
    """In how many of the practices that can be scored we do as the few do."""
    verdicts = by_practice(score)
    scored = [verdict for verdict in verdicts.values() if verdict]
    if not scored:
        return "None of these practices can be scored against a quoted figure yet"
    met, short = scored.count("as they do"), scored.count("short of it")
    undecided = len(scored) - met - short
    sentence = f"We do as the successful few in {format.of(met, len(scored))} {format.inflect(len(scored), 'practice', 'practices')} that can be scored"
    return f"{sentence}; {format.count(undecided)} cannot be told" if undecided else sentence


def by_practice(score: Sequence[Scored]) -> dict[str, As | None]:
    """How we stand on each practice: short where any of its scored figures is; None where none may be scored."""
    found: dict[str, As | None] = {}
    for practice in dict.fromkeys(measure.practice for measure in score):
        held = {measure.verdict for measure in score if measure.practice == practice and measure.verdict}
        found[practice] = next((way for way in ("short of it", "cannot tell", "as they do") if way in held), None)
    return found


def _practice(
    figure: go.Figure,
    viewport: Viewport,
    down: float,
    practice: str,
    score: Sequence[Scored],
    across: list[str],
    *,
    is_split: bool,
) -> float:
    """A practice with its measures; returns where the next one begins."""
    left = 2 - NAMES[viewport.width]
    write(figure, viewport, f"<b>{practice}</b>", x=0, xref="paper", xshift=left, y=down, size=SMALL)
    figure.add_shape(
        type="line",
        x0=0,
        x1=1,
        xref="paper",
        y0=down + ROW / 2,
        y1=down + ROW / 2,
        layer="below",
        line={"color": viewport.line, "width": 1},
    )
    down += HEADER
    for measure in score:
        name = format.shorten(measure.label, NARROWEST if viewport.is_narrow else LONGEST)
        write(figure, viewport, name, x=0, xref="paper", xshift=left, y=down, size=SMALL)
        cells: list[tuple[int, Row, As | None]] = []
        if measure.row is not None:
            cells.append((0, measure.row, measure.verdict))
        if is_split:
            cells += [
                (1 + across.index(unit), row, way) for unit, (row, way) in measure.units.items() if unit in across
            ]
        for x, row, way in cells:
            _cell(figure, viewport, x, down, row, measure, way, is_whole=x == 0)
        figure.add_scatter(
            x=[x for x, _, _ in cells],
            y=[down] * len(cells),
            mode="markers",
            hoverinfo="text",
            hovertext=[format.escape_html(f"{measure.label}: {_in_words(row, measure, way)}") for _, row, way in cells],
            marker={"color": "rgba(0,0,0,0)", "size": 20, "symbol": "square"},
        )
        down += ROW
    return down


def _cell(
    figure: go.Figure,
    viewport: Viewport,
    x: int,
    down: float,
    row: Row,
    measure: Scored,
    way: As | None,
    *,
    is_whole: bool,
) -> None:
    """The figure; on a filled ground where it is as the few do, in a frame where it is short of it, else bare."""
    if way in ("as they do", "short of it"):
        is_met = way == "as they do"
        figure.add_shape(
            type="rect",
            x0=x - 0.44,
            x1=x + 0.44,
            y0=down - ROW * 0.42,
            y1=down + ROW * 0.42,
            layer="below",
            fillcolor=viewport.range if is_met else "rgba(0,0,0,0)",
            line={
                "color": viewport.range if is_met else viewport.grey,
                "width": 1,
                "dash": "solid" if is_met else "dot",
            },
        )
    size = 10 if viewport.is_narrow else SMALL
    colour = viewport.ink if row.state == "ok" else viewport.grey
    text = short(row, measure.metric)
    write(
        figure,
        viewport,
        f"<b>{text}</b>" if is_whole else text,
        x=x,
        y=down,
        xanchor="center",
        size=size,
        colour=colour,
    )


def short(row: Row, metric: Metric) -> str:
    """A figure as a narrow column has room for it; its unit stands in the row's name."""
    if row.state == "suppressed":
        return "hidden"
    if row.state == "insufficient" or row.value is None:
        return format.DASH
    if row.state == "few":
        return f"{format.count(row.numerator)}/{format.count(row.denominator)}"
    if metric.unit in ("months", "days", "a function"):
        return f"{row.value:,.1f}" if row.value < 10 else f"{row.value:,.0f}"
    return format.value(row.value, metric.unit)


def _in_words(row: Row | None, measure: Scored, way: As | None = None) -> str:
    if row is None:
        return format.NOT_KNOWN
    figure = (
        format.figure(row, measure.metric.unit) if measure.metric.unit != "a function" else short(row, measure.metric)
    )
    beside = format.beside(row, measure.metric.unit) if measure.metric.unit != "multiple" else ""
    verdict = way or measure.verdict
    return f"{figure}{f' ({beside})' if beside else ''}{f', {verdict}' if verdict else ''}"


def _reading(known: Sequence[Scored], left_out: int) -> str:
    ways = {way for measure in known for way in (measure.verdict, *(verdict for _, verdict in measure.units.values()))}
    parts = [
        "Figures as of the last quarter shown",
        "on a coloured ground: as the successful few are said to do" if "as they do" in ways else "",
        "in a dotted frame: short of it" if "short of it" in ways else "",
        "bare: not scored, or it cannot be told",
        "3/8: too few for a share"
        if any(row.state == "few" for measure in known for row, _ in measure.units.values())
        else "",
        f"{format.plural(left_out, 'more unit')} not drawn" if left_out > 0 else "",
    ]
    return "; ".join(part for part in parts if part)


def _heading(name: str, turned: bool) -> str:
    if turned:
        return format.escape_html(format.shorten(name, UNIT))
    lines = [format.shorten(line, 14) for line in format.shorten(name, 26).split(" ", 1)]
    return "<br>".join(format.escape_html(line) for line in lines)
