"""How many bring AI tools of their own, and how many start their work with AI?"""

from components.charts.layouts.panels import Dot, panels
from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, nothing
from queries import BENCHMARKS, Answer, Row

OWN, START = "Tools of their own", "Work starts with AI"
MOST = 14  # units drawn; those with most answers where there are more


def chart(own: Answer, start: Answer, every: Answer, viewport: Viewport) -> Drawn:
    """A row for each unit, a column for each question: the share that says yes, with its interval.

    `every` is the one figure over all units shown, of those who use tools of their own.
    """
    answers = {OWN: own, START: start}
    asked = {name: answer for name, answer in answers.items() if not answer.missing and answer.rows}
    if not asked:
        return nothing("Whether people use AI tools of their own is not known yet", own.missing or own.metric.needs)
    rows = {
        (str(row.business_unit), name): row
        for name, answer in asked.items()
        for row in answer.rows
        if row.business_unit
    }
    if all(row.state == "suppressed" for row in rows.values()):
        return nothing(
            f"How many use AI tools of their own is {format.HIDDEN}", subtitle="Few answered, or all answered alike."
        )
    most: dict[str, float] = {}
    for (unit, _), row in rows.items():
        most[unit] = max(most.get(unit, 0), row.denominator or 0)
    units = sorted(most, key=lambda unit: (-most[unit], unit))[:MOST]
    figure = canvas()
    height = panels(
        figure,
        viewport,
        list(asked),
        units,
        {(unit, name): _dot(rows.get((unit, name))) for unit in units for name in asked},
        half=0.5,
    )
    finding = _finding(asked, every)
    quoted = BENCHMARKS["shadow_use"]
    return Drawn(
        finish(figure, viewport, height=height),
        finding=finding,
        subtitle=f"Answers that say yes in the last survey, with 95 % interval; dotted: half, as quoted of staff "
        f"elsewhere ({format.benchmark(quoted.low, quoted.high, quoted.unit)})",
        n=f"n = {format.plural(int(sum(most.values())), 'answer')}"
        + (
            f", {format.count(hidden)} hidden"
            if (hidden := sum(row.state == "suppressed" for row in rows.values()))
            else ""
        ),
        alt=f"{finding}. {'; '.join(_spoken(unit, name, row) for (unit, name), row in rows.items() if unit in units)}.",
    )


def _finding(asked: dict[str, Answer], every: Answer) -> str:
    row = every.last
    if OWN not in asked or row is None:
        return "Whether people use AI tools of their own was not asked"
    if row.state == "suppressed":
        return f"How many use AI tools of their own is {format.HIDDEN}"
    counts = format.of(row.numerator, row.denominator)
    if row.state != "ok":
        return f"{counts} answers say: tools of my own, {format.TOO_FEW}"
    return f"{format.percent(row.value)} use AI tools of their own ({counts} answers)"


def _dot(row: Row | None) -> Dot:
    if row is None:
        return Dot(text="not asked")
    unit, name = str(row.business_unit), ""
    if row.state == "suppressed":
        return Dot(text=format.HIDDEN)
    if row.value is None:
        return Dot()
    is_few = row.state == "few"
    return Dot(
        at=row.value,
        low=None if is_few else row.low,
        high=None if is_few else row.high,
        is_few=is_few,
        label=format.of(row.numerator, row.denominator) if is_few else format.percent(row.value),
        spoken=_spoken(unit, name, row),
    )


def _spoken(unit: str, name: str, row: Row) -> str:
    beside = format.beside(row, "percent")
    return f"{unit}{f', {name.lower()}' if name else ''}: {format.figure(row, 'percent')}{f' ({beside})' if beside else ''}"
