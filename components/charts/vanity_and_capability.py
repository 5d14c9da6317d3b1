"""What is easy to count, beside what can be done: how each moved."""

from dataclasses import dataclass

import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Position, Viewport, canvas, finish, nothing, write
from queries import Answer

CELL = 118
HEADER = 30
NAMES = {
    "seats": ("Seats", "seat"),
    "training_completions": ("Trainings completed", "training completed"),
    "proofs_of_concept": ("Proofs of concept", "proof of concept"),
    "live_tools": ("Live tools", "live tool"),
    "builders": ("Builders", "builder"),
    "evidenced_value": ("Evidenced value", ""),
}
MANY = {"training completed": "trainings completed", "proof of concept": "proofs of concept"}
EASY = 3  # the first three are easy to count


@dataclass(frozen=True)
class Place:
    """Where one small line stands: from left to right, its top, in a chart so many pixels high."""

    across: tuple[float, float]
    top: float
    height: int

    @property
    def line(self) -> tuple[float, float]:
        """From bottom to top of the line itself, beneath its two lines of words."""
        return self.top - (CELL - 14) / self.height, self.top - 44 / self.height


def chart(*answers_and_viewport: Answer | Viewport) -> Drawn:
    """Six small lines, each on its own scale: seats, trainings, demonstrations; live tools, builders, evidenced value.

    Takes the six answers by quarter, then the viewport.
    """
    *answers, viewport = answers_and_viewport
    assert isinstance(viewport, Viewport)
    series = [answer for answer in answers if isinstance(answer, Answer)]
    known = [answer for answer in series if _values(answer)]
    if len(known) < 2:
        missing = tuple(dict.fromkeys(need for answer in series for need in answer.missing))
        return nothing("What is easy to count and what can be done: not known yet", missing)
    labels = sorted({label for answer in known for label in _values(answer)})
    month = known[0].scope.settings.get("fiscal_start_month", "1")
    finding = _finding(series)
    if len(labels) < 2:
        return Drawn(None, finding, "One quarter is known so far; how each moves shows from the second on.")
    figure = canvas()
    height = _height(viewport)
    for index, answer in enumerate(series):
        _cell(figure, viewport, index, answer, labels, _place(index, height, viewport))
    for index, text in enumerate(("Easy to count", "Able to do")):
        x, y = (index / 2, 1) if viewport.is_narrow else (0, 1 - index * (CELL + HEADER) / height)
        write(
            figure,
            viewport,
            text,
            x=x,
            xref="paper",
            y=y,
            yref="paper",
            yanchor="top",
            colour=viewport.grey,
            size=SMALL,
        )
    first, last = (format.quarter(label, month) for label in (labels[0], labels[-1]))
    unknown = [NAMES[answer.metric.id][0].lower() for answer in series if not _values(answer)]
    return Drawn(
        finish(figure, viewport, height=height, margin={"t": 0, "b": 0, "l": 0, "r": 0}),
        finding=finding,
        subtitle=f"By quarter, {first} to {last}, each line on its own scale from nought; value and trainings since the beginning",
        n=f"not known: {format.join(unknown)}" if unknown else "",
        alt=f"{finding}. {'; '.join(_moved(answer) for answer in known)}.",
    )


def _height(viewport: Viewport) -> int:
    """In pixels: two columns of three lines under one heading on a phone, else two rows of three under a heading each."""
    return CELL * EASY + HEADER if viewport.is_narrow else (CELL + HEADER) * 2


def _place(index: int, height: int, viewport: Viewport) -> Place:
    """Where the line of an answer stands."""
    kind, at = divmod(index, EASY)
    if viewport.is_narrow:
        return Place((kind / 2, (kind + 0.86) / 2), 1 - (at * CELL + HEADER) / height, height)
    return Place((at / EASY, (at + 0.86) / EASY), 1 - (kind * CELL + HEADER * (kind + 1)) / height, height)


def _values(answer: Answer) -> dict[str, float]:
    return {str(row.period): row.value for row in answer.rows if row.period and row.value is not None}


def _finding(series: list[Answer]) -> str:
    easy, able = ([_counted(answer) for answer in part if _values(answer)] for part in (series[:EASY], series[EASY:]))
    if not easy or not able:
        only = format.join(easy or able)
        return f"{only[:1].upper()}{only[1:]}; what {'can be done' if easy else 'is easy to count'} is not known"
    return f"{format.join(easy)} stand beside {format.join(able)}"


def _counted(answer: Answer) -> str:
    last = list(_values(answer).values())[-1]
    noun = NAMES[answer.metric.id][1]
    return format.plural(last, noun, MANY.get(noun)) if noun else f"{format.money(last)} of evidenced value"


def _moved(answer: Answer) -> str:
    values = list(_values(answer).values())
    first, last = (format.value(value, answer.metric.unit) for value in (values[0], values[-1]))
    return f"{NAMES[answer.metric.id][0]} {f'from {first} to ' if len(values) > 1 else ''}{last}"


def _cell(figure: go.Figure, viewport: Viewport, index: int, answer: Answer, labels: list[str], place: Place) -> None:
    number = "" if index == 0 else str(index + 1)
    values, unit, name = _values(answer), answer.metric.unit, NAMES[answer.metric.id][0]
    at: Position = {"xref": "paper", "yref": "paper", "x": place.across[0], "yanchor": "top", "y": place.top}
    write(figure, viewport, name, **at)
    if not values:
        is_hidden = any(row.state == "suppressed" for row in answer.rows)
        write(
            figure, viewport, format.HIDDEN if is_hidden else "not known", colour=viewport.grey, **at | {"yshift": -18}
        )
        return
    amounts = list(values.values())
    low, high = min(0.0, *amounts), max(0.0, *amounts)
    air = 0.08 * ((high - low) or 1)
    figure.update_layout(
        {
            f"xaxis{number}": {
                "domain": place.across,
                "anchor": f"y{number}",
                "visible": False,
                "range": [-0.4, len(labels) - 0.6],
            },
            f"yaxis{number}": {
                "domain": place.line,
                "anchor": f"x{number}",
                "visible": False,
                "range": [low - air, high + air],
            },
        }
    )
    text = f"<b>{format.value(amounts[-1], unit)}</b>"
    if len(amounts) > 1:
        text += f' <span style="color:{viewport.grey}">from {format.value(amounts[0], unit)}</span>'
    is_easy = index < EASY
    write(figure, viewport, text, colour=viewport.ink if is_easy else viewport.accent, **at | {"yshift": -18})
    colour = viewport.grey if is_easy else viewport.accent
    figure.add_scatter(
        x=[labels.index(label) for label in values],
        y=amounts,
        xaxis=f"x{number}",
        yaxis=f"y{number}",
        mode="lines" if len(amounts) > 1 else "markers",
        line={"color": colour, "width": 2},
        marker={"color": colour, "size": 7},
        fill="tozeroy" if len(amounts) > 1 else None,
        fillcolor=viewport.line if is_easy else viewport.range,
        hoverinfo="text",
        hovertext=[f"{name}, {label}: {format.value(value, unit)}" for label, value in values.items()],
    )
