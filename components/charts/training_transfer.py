"""Does training lead to building?"""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, band, canvas, finish, nothing, opens, points, write
from queries import BENCHMARKS, Answer, Listing, Row

QUOTED = "training_transfer"
MOST = 14  # lines drawn: units, and the cohorts of those that have several
ROW = 30


@dataclass(frozen=True)
class Line:
    """A unit's rate, or one of its cohorts'; `state` as of a figure."""

    name: str
    unit: str
    builders: int
    trained: int
    share: float
    low: float
    high: float
    state: str
    is_cohort: bool = False


def chart(by_unit: Answer, cohorts: Listing, viewport: Viewport) -> Drawn:
    """A point with its interval for each unit, the highest above, and under it for each of its cohorts where there are
    several; hollow where too few were trained, or where a zero is a sign and no finding."""
    units = [_unit(row, by_unit) for row in by_unit.rows if row.business_unit and row.state in ("ok", "few")]
    hidden = sum(row.state == "suppressed" for row in by_unit.rows)
    if by_unit.missing or not units:
        why = "" if by_unit.missing else _why_not(hidden)
        return nothing("Whether training leads to building is not known yet", by_unit.missing, why)
    units.sort(key=lambda line: (-line.share, -line.trained, line.name))
    lines = [line for unit in units for line in (unit, *_cohorts(unit, cohorts.frame))]
    shown = lines if len(lines) <= MOST else units[:MOST]
    quoted = BENCHMARKS[QUOTED]
    figure = canvas()
    named = f"quoted {format.benchmark(quoted.low, quoted.high, 'percent')}, an illustration"
    band(figure, viewport, quoted.low, quoted.high, "", axis="x")
    write(figure, viewport, named, x=quoted.high, y=1, yref="paper", yanchor="bottom", colour=viewport.grey, size=SMALL)
    _draw(figure, viewport, shown)
    finding = _finding(units, hidden)
    young = int((cohorts.frame["state"] == "young").sum()) if len(cohorts.frame) else 0
    notes = [f"{format.plural(young, 'cohort')} younger than {format.days(_age(by_unit))}"] if young else []
    notes += [f"{format.plural(hidden, 'unit')} {format.HIDDEN}"] if hidden else []
    return Drawn(
        finish(figure, viewport, height=ROW * len(shown) + 30, margin={"t": 24}),
        finding=finding,
        subtitle="Trained people who built something, with 95 % interval; hollow: too few to judge, or a zero that is "
        "a sign and no finding" + ("; cohorts beneath their unit" if any(line.is_cohort for line in shown) else ""),
        n=format.DOT.join([f"n = {format.count(sum(line.trained for line in units))} trained", *notes]),
        alt=f"{finding}; {named}. {'; '.join(_spoken(line) for line in shown)}.",
    )


def _why_not(hidden: int) -> str:
    return f"{format.HIDDEN.capitalize()}." if hidden else "No cohort is old enough to be judged."


def _age(answer: Answer) -> float:
    return float(answer.scope.settings.get("transfer_age_days", 90))


def _unit(row: Row, answer: Answer) -> Line:
    least = float(answer.scope.settings.get("low_transfer", 0.05))
    return Line(
        str(row.business_unit),
        str(row.business_unit),
        int(row.numerator or 0),
        int(row.denominator or 0),
        row.value or 0.0,
        row.low or 0.0,
        row.high or 0.0,
        _state(row.state, int(row.numerator or 0), row.high or 0.0, least),
    )


def _state(state: str, builders: int, high: float, least: float) -> str:
    """A zero whose interval still reaches the least that counts as transfer is a sign."""
    return "sign" if state == "ok" and not builders and high >= least else state


def _cohorts(unit: Line, frame: pd.DataFrame) -> list[Line]:
    mine = frame[(frame["business_unit"] == unit.name) & (frame["state"] == "ok")] if len(frame) else frame
    if len(mine) < 2:
        return []
    return [
        Line(
            str(row["cohort_id"]),
            unit.name,
            int(row["builders"]),
            int(row["trained"]),
            float(row["share"]),
            float(row["low"]),
            float(row["high"]),
            "ok" if row["builders"] else "sign",
            is_cohort=True,
        )
        for _, row in mine.iterrows()
    ]


def _draw(figure: go.Figure, viewport: Viewport, shown: list[Line]) -> None:
    places = [len(shown) - 1 - place for place in range(len(shown))]
    for place, line in zip(places, shown, strict=True):
        if line.state != "few":
            figure.add_scatter(
                x=[line.low, line.high],
                y=[place, place],
                mode="lines",
                hoverinfo="skip",
                line={"color": viewport.context, "width": 3 if line.is_cohort else 5},
            )
    figure.add_scatter(
        x=[line.share for line in shown],
        y=places,
        mode="markers",
        marker=points(viewport, [line.state for line in shown])
        | {"size": [7 if line.is_cohort else 10 for line in shown], "opacity": 1},
        cliponaxis=False,
        hovertext=[format.escape_html(_spoken(line)) for line in shown],
        hoverinfo="text",
        customdata=opens("business_unit", [line.unit for line in shown]),
    )
    for place, line in zip(places, shown, strict=True):
        end = line.share if line.state == "few" else line.high
        write(
            figure,
            viewport,
            _text(line, viewport),
            x=end,
            y=place,
            xshift=10,
            size=SMALL,
            colour=viewport.grey,
        )
    most = 18 if viewport.is_narrow else 26
    figure.update_yaxes(
        tickmode="array",
        tickvals=places,
        range=[-0.6, len(shown) - 0.4],
        linecolor="rgba(0,0,0,0)",
        ticktext=[
            f'<span style="color:{viewport.grey}">{format.escape_html(format.shorten(line.name, most))}</span>'
            if line.is_cohort
            else format.escape_html(format.shorten(line.name, most))
            for line in shown
        ],
        tickfont={"color": viewport.ink},
    )
    highest = max(line.share if line.state == "few" else line.high for line in shown) or 1
    figure.update_xaxes(visible=False, range=[-0.04 * highest, highest * (1.5 if viewport.is_narrow else 1.35)])


def _text(line: Line, viewport: Viewport) -> str:
    counts = format.of(line.builders, line.trained)
    if line.state == "few":
        return counts
    return counts if viewport.is_narrow else f"{format.percent(line.share)}, {counts}"


def _finding(units: list[Line], hidden: int) -> str:
    """How many of the trained built something, and which units stand apart."""
    builders, trained = sum(line.builders for line in units), sum(line.trained for line in units)
    where = " where it may be shown" if hidden else ""
    counts = f"{format.of(builders, trained)} trained people{where} built something"
    if len(units) == 1 and units[0].state in ("sign", "few"):
        unit = units[0]
        if unit.state == "sign":
            return f"{counts}: a sign and no finding, for it may still be {format.percent(unit.high)}"
        return f"{counts}, {format.TOO_FEW}"
    judged = [line for line in units if line.state == "ok"]
    if not judged:
        return f"{counts}, {format.TOO_FEW} in any unit"
    best, worst = judged[0], judged[-1]
    if best.low > worst.high:
        return f"{counts}: {format.percent(best.share)} in {best.name}, {format.percent(worst.share)} in {worst.name}"
    return f"{counts}{', no unit apart beyond chance' if len(judged) > 1 else ''}"


def _spoken(line: Line) -> str:
    sentence = f"{line.unit} {line.name}" if line.is_cohort else line.name
    counts = format.of(line.builders, line.trained)
    if line.state == "few":
        return f"{sentence} {counts}, {format.TOO_FEW}"
    sign = ", a sign and no finding" if line.state == "sign" else ""
    return f"{sentence} {format.percent(line.share)} ({counts}, {format.interval(line.low, line.high)}){sign}"
