"""Which failure modes, patterns and gaps does each unit have, and how bad are they?"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import DETECTORS, GROUPS, Listing

MOST, MOST_NARROW = 8, 6  # units across; the worst where there are more, the rest together
ROW, HEADER, LINE = 27, 30, 15  # pixels
NAMES = {"wide": 208, "narrow": 112}  # pixels for the names of detectors
LONGEST = 16  # letters of a unit's name, turned on a telephone
OTHERS, ALL = "others", "All units"
MARKERS = {
    "severe": ("square", 19),
    "found": ("square", 10),
    "sign": ("diamond-open", 9),
    "clear": ("circle", 4),
    "unknown": ("x-thin-open", 7),
}
"""What stands for each answer: its shape and size say it without its colour."""
KEY = (
    ("severe", "large square: found, and exposes a tenth of the unit's spend or more"),
    ("found", "small square: found"),
    ("sign", "diamond: a sign, too few to judge"),
    ("clear", "dot: looked and not found"),
    ("unknown", "cross: not enough data"),
)


@dataclass(frozen=True)
class Cell:
    """What a detector, or several, saw in a unit, or in several."""

    severity: int | None
    findings: int
    exposed: float | None

    @property
    def kind(self) -> str:
        if self.severity is None:
            return "unknown"
        return ("clear", "sign", "found", "severe")[self.severity]

    @property
    def says(self) -> str:
        if self.kind in ("clear", "sign", "unknown"):
            return {
                "clear": "looked and not found",
                "sign": f"a sign, {format.TOO_FEW}",
                "unknown": "not enough data",
            }[self.kind]
        money = f", {format.money(self.exposed)} exposed" if self.exposed else ", no spend is linked"
        return f"{format.plural(self.findings, 'finding')}{money}"


@dataclass(frozen=True)
class Mark:
    """A cell where it is drawn: what is said of it, what a click on it opens; empty where it opens nothing."""

    x: int
    down: float
    cell: Cell
    text: str
    opens: str


Cells = dict[tuple[str | None, str], Cell]


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A square for each unit and detector that found something: the larger, the worse; the units with most at the left."""
    frame = listing.frame
    cells = _cells(frame[frame["detector"].notna()], "detector")
    names = {str(row.detector): str(row.title) for row in frame[frame["detector"].notna()].itertuples()}
    whole = _cells(frame[frame["detector"].isna() & frame["kind"].isna()].assign(every=""), "every")
    if not names or whole[None, ""].severity is None:
        return nothing(
            "Nothing can be judged yet",
            subtitle="The detectors look at seats, advice, handoffs, training, people, pilots, live tools and answers: "
            "any of these sheets is a start.",
        )
    units = sorted(
        {unit for unit, _ in whole if unit},
        key=lambda unit: (-(whole[unit, ""].exposed or 0), -whole[unit, ""].findings, unit),
    )
    most = MOST_NARROW if viewport.is_narrow else MOST
    shown, rest = (units, []) if len(units) <= most else (units[: most - 1], units[most - 1 :])
    if rest:
        cells |= {(OTHERS, name): _together(cells, rest, name) for name in names}
        whole[OTHERS, ""] = _together(whole, rest, "")
    across = [*shown, *([OTHERS] if rest else [])]
    figure = canvas()
    places, height = _places(frame, names)
    _names(figure, viewport, places, names)
    _every_unit(figure, viewport, whole, across)
    _in_units(figure, viewport, cells, places, names, across)
    _in_all(figure, viewport, cells, places, names, len(across))
    turned = viewport.is_narrow
    header = 7 * max(len(format.shorten(unit, LONGEST)) for unit in across) if turned else 2 * LINE
    figure.update_xaxes(
        side="top",
        tickmode="array",
        tickvals=list(range(len(across) + 1)),
        tickangle=-90 if turned else 0,
        ticktext=[_heading(unit, turned) for unit in [*across, ALL]],
        tickfont={"color": viewport.ink, "size": SMALL},
        automargin=False,
        showline=False,
        range=[-0.5, len(across) + (0.5 if turned else 0.8)],
    )
    figure.update_yaxes(visible=False, range=[height, -ROW / 2])
    finding = _finding(whole, shown, cells, names)
    return Drawn(
        finish(
            figure,
            viewport,
            height=int(height) + header + ROW,
            margin={"l": NAMES[viewport.width], "t": header + 8, "r": 0, "b": 0, "pad": 0},
        ),
        finding=finding,
        subtitle=_reading(cells, whole, len(rest)),
        n=f"n = {format.plural(whole[None, ''].findings, 'finding')} by {format.plural(len(names), 'detector')} in "
        f"{format.plural(len(units), 'unit')}",
        alt=f"{finding}. {_spoken(cells, names, across)}.",
    )


def _cells(frame: pd.DataFrame, column: str) -> Cells:
    """By unit (None: all of them) and by what `column` names."""
    return {
        (None if pd.isna(row.business_unit) else str(row.business_unit), str(getattr(row, column))): Cell(
            None if pd.isna(row.severity) else int(row.severity),
            int(row.findings),
            None if pd.isna(row.exposed) else float(row.exposed),
        )
        for row in frame.itertuples()
    }


def _together(cells: Cells, units: list[str], name: str) -> Cell:
    """Several units as one: no row of spend belongs to two of them."""
    held = [cells[unit, name] for unit in units if (unit, name) in cells]
    exposed = [cell.exposed for cell in held if cell.exposed is not None]
    severities = [cell.severity for cell in held if cell.severity is not None]
    return Cell(max(severities, default=None), sum(cell.findings for cell in held), sum(exposed) if exposed else None)


def _places(frame: pd.DataFrame, names: dict[str, str]) -> tuple[dict[str, float], float]:
    """How far down each detector and each group's heading stands, in pixels; and where the last one ends."""
    kinds = {str(row.detector): str(row.kind) for row in frame[frame["detector"].notna()].itertuples()}
    places: dict[str, float] = {}
    down = float(ROW)
    for kind in GROUPS:
        held = [name for name in names if kinds[name] == kind]
        if held:
            places[kind] = down + (HEADER - ROW) / 2
            down += HEADER
        for name in held:
            places[name] = down
            down += ROW
    return places, down - ROW / 2


def _names(figure: go.Figure, viewport: Viewport, places: dict[str, float], names: dict[str, str]) -> None:
    for name, down in places.items():
        text = (
            f"<b>{GROUPS[name]}</b>"
            if name in GROUPS
            else (DETECTORS[name].short or names[name])
            if viewport.is_narrow
            else names[name]
        )
        write(figure, viewport, text, x=0, xref="paper", xshift=2 - NAMES[viewport.width], y=down, size=SMALL)
        if name in GROUPS:
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


def _every_unit(figure: go.Figure, viewport: Viewport, whole: Cells, across: list[str]) -> None:
    """The first row: everything found in a unit; a click filters the page to it."""
    write(figure, viewport, "All findings", x=0, xref="paper", xshift=2 - NAMES[viewport.width], y=0, size=SMALL)
    marks = [
        Mark(x, 0.0, whole[unit, ""], f"{unit}: {whole[unit, ''].says}", opens("business_unit", [unit])[0])
        for x, unit in enumerate(across)
        if unit != OTHERS
    ]
    _draw(figure, viewport, marks)
    texts = [*enumerate(across), (len(across), None)]
    for x, unit in texts:
        _amount(figure, viewport, whole.get((unit, "")), x, 0, alone=unit in (OTHERS, None))


def _in_units(
    figure: go.Figure,
    viewport: Viewport,
    cells: Cells,
    places: dict[str, float],
    names: dict[str, str],
    across: list[str],
) -> None:
    """What each detector saw in each unit; a click opens its findings there."""
    marks = [
        Mark(x, places[name], cell, f"{title}, {unit}: {cell.says}", _opened(cell, "finding", f"{unit}: {title}"))
        for name, title in names.items()
        for x, unit in enumerate(across)
        if (cell := cells.get((unit, name)))
    ]
    _draw(figure, viewport, marks)
    for mark in marks:
        _amount(figure, viewport, mark.cell, mark.x, mark.down)


def _in_all(
    figure: go.Figure, viewport: Viewport, cells: Cells, places: dict[str, float], names: dict[str, str], x: int
) -> None:
    """The last column: what each detector saw in all units."""
    marks = [
        Mark(x, places[name], cell, f"{title}: {cell.says}", _opened(cell, "title", title))
        for name, title in names.items()
        for cell in [cells[None, name]]
    ]
    _draw(figure, viewport, marks, quiet=True)
    for mark in marks:
        _amount(figure, viewport, mark.cell, mark.x, mark.down)


def _opened(cell: Cell, column: str, value: str) -> str:
    """What a click on a mark opens; nothing where there is no finding and no sign."""
    return opens(column, [value])[0] if cell.severity else ""


def _draw(figure: go.Figure, viewport: Viewport, marks: Sequence[Mark], *, quiet: bool = False) -> None:
    """The marks, shape by shape. Red where they expose money; totals of detectors, over all units, in quiet grey."""
    for kind in MARKERS:
        held = [mark for mark in marks if mark.cell.kind == kind]
        if held:
            _trace(figure, viewport, kind, held, quiet=quiet)


def _trace(figure: go.Figure, viewport: Viewport, kind: str, marks: Sequence[Mark], *, quiet: bool) -> None:
    """Marks of one shape."""
    symbol, size = MARKERS[kind]
    if kind in ("severe", "found"):
        colours = [viewport.grey if quiet else viewport.red if mark.cell.exposed else viewport.ink for mark in marks]
    else:
        colours = [viewport.grey if kind in ("clear", "unknown") else viewport.ink] * len(marks)
    figure.add_scatter(
        x=[mark.x for mark in marks],
        y=[mark.down for mark in marks],
        mode="markers",
        hovertext=[format.escape_html(mark.text) for mark in marks],
        hoverinfo="text",
        customdata=[mark.opens for mark in marks] if marks[0].opens else None,
        marker={
            "symbol": symbol,
            "size": min(size, 15) if viewport.is_narrow else size,
            "color": colours,
            "line": {"color": colours, "width": 1.5 if kind in ("sign", "unknown") else 0},
        },
    )


def _amount(
    figure: go.Figure, viewport: Viewport, cell: Cell | None, x: int, down: float, *, alone: bool = False
) -> None:
    """The money beside its mark, where the screen has room for it; a total of all units without a mark."""
    if cell is None or viewport.is_narrow:
        return
    text = (
        format.money(cell.exposed) if cell.exposed else format.count(cell.findings) if alone and cell.findings else ""
    )
    if text:
        write(
            figure,
            viewport,
            text,
            x=x,
            y=down,
            size=SMALL,
            xshift=0 if alone else 15,
            xanchor="center" if alone else "left",
        )


def _heading(unit: str, turned: bool) -> str:
    if turned:
        return format.escape_html(format.shorten(unit, LONGEST))
    lines = [format.shorten(line, 14) for line in format.shorten(unit, 26).split(" ", 1)]
    return "<br>".join(format.escape_html(line) for line in lines)


def _finding(whole: Cells, shown: list[str], cells: Cells, names: dict[str, str]) -> str:
    """Which unit is worst off, by money or else by findings."""
    every = whole[None, ""]
    if not every.findings:
        return (
            f"Nothing was found wrong by {format.plural(len(names), 'detector')}"
            if every.severity == 0
            else f"Only signs, {format.TOO_FEW}"
        )
    worst = whole[shown[0], ""]
    kinds = sum(1 for name in names if (cell := cells.get((shown[0], name))) and (cell.severity or 0) >= 2)
    found = f"{format.of(kinds, len(names))} {format.inflect(len(names), 'thing', 'things')} looked for"
    has = f"{shown[0]} has {found}" if len(shown) == 1 else f"{shown[0]} has most: {found}"
    return f"{has}, {format.money(worst.exposed)} exposed" if worst.exposed else has


def _reading(cells: Cells, whole: Cells, rest: int) -> str:
    seen = {cell.kind for (unit, _), cell in cells.items() if unit}
    every = whole[None, ""]
    parts = [
        f"All findings together expose {format.money(every.exposed)}, each amount of spend counted once"
        if every.exposed
        else "Findings; no spend is linked to them",
        *(text for kind, text in KEY if kind in seen),
        "blank: nothing there to judge",
        f"others: {format.plural(rest, 'unit')}" if rest else "",
    ]
    return "; ".join(part for part in parts if part)


def _spoken(cells: Cells, names: dict[str, str], across: list[str]) -> str:
    texts = []
    for name, title in names.items():
        found = [f"{unit} {cell.says}" for unit in across if (cell := cells.get((unit, name))) and cell.findings]
        texts.append(f"{title}: {format.join(found) or cells[None, name].says}")
    return "; ".join(texts)
