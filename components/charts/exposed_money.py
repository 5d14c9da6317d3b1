"""Which failure modes do we have, where, and how much money do they expose?"""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SMALL, Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import DETECTORS, Listing, detectors_of

MODES = {detector.id: detector.short or detector.title for detector in detectors_of("failure_mode")}
"""Failure modes as the rows are called: the titles are too long to stand beside a table."""
MOST, MOST_NARROW = 8, 6  # units across; the dearest where there are more, the rest together
ROW, LINE = 34, 15  # pixels
NAMES = {"wide": 126, "narrow": 106}  # pixels for the names of failure modes
DARK_ENOUGH = 0.7  # of the dearest cell: from here the figure is written in the paper's colour
FAINTEST = 0.14  # of red, for the least money
WIDE, TALL = 0.94, 0.9  # of a column and a row: what a cell fills
OTHERS, ALL = "others", "All"
FOUND, SIGN, CLEAR, UNKNOWN = "found", "sign", "·", ""


@dataclass(frozen=True)
class Cell:
    """A failure mode in a unit: what it exposes, or what is known without money."""

    exposed: float | None
    severity: int | None
    findings: int

    @property
    def says(self) -> str:
        if self.exposed:
            return format.money(self.exposed)
        return UNKNOWN if self.severity is None else FOUND if self.severity > 1 else SIGN if self.severity else CLEAR

    @property
    def order(self) -> tuple[float, int]:
        """The dearest first, then the worst."""
        return -(self.exposed or 0), -(self.severity or 0)


EMPTY = Cell(None, None, 0)
Cells = dict[tuple[str | None, str | None], Cell]
"""By unit and failure mode; None stands for all of them."""


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A table of failure modes and units, the dearest first, redder where more money is exposed."""
    cells = _cells(listing.frame)
    whole = cells.get((None, None))
    if listing.missing or whole is None or whole.severity is None:
        return nothing(
            "No failure mode can be judged yet",
            listing.missing,
            "That needs seats and their users, dated advice, handoffs and users of live tools, training cohorts or "
            "people: any of these sheets is a start.",
        )
    modes = sorted((mode for mode in MODES if (None, mode) in cells), key=lambda mode: cells[None, mode].order)
    units = sorted(sorted({unit for unit, _ in cells if unit}), key=lambda unit: cells[unit, None].order)
    most = MOST_NARROW if viewport.is_narrow else MOST
    shown, rest = (units, []) if len(units) <= most else (units[: most - 1], units[most - 1 :])
    if rest:
        for mode in modes:
            cells[OTHERS, mode] = _together([cells[unit, mode] for unit in rest if (unit, mode) in cells])
    across = [*shown, *([OTHERS] if rest else [])]
    figure = canvas()
    _table(figure, viewport, cells, modes, across)
    finding = _finding(cells, modes, units, _spent(listing.frame))
    lines = max(len(_wrapped(unit).split("<br>")) for unit in [*across, ALL])
    return Drawn(
        finish(
            figure,
            viewport,
            height=ROW * (len(modes) + 1) + LINE * lines + 16,
            margin={"l": NAMES[viewport.width], "t": LINE * lines + 6, "r": 0, "b": 0, "pad": 0},
        ),
        finding=finding,
        subtitle=_reading(cells, whole, len(rest)),
        n=f"n = {format.plural(whole.findings, 'finding')} in {format.plural(len(units), 'unit')}",
        alt=f"{finding}. {'; '.join(_spoken(cells, mode, across) for mode in modes)}.",
    )


def _spent(frame: pd.DataFrame) -> float | None:
    """What all units spent, of which the findings expose a part."""
    spent = frame.loc[frame["business_unit"].isna() & frame["detector"].isna(), "spent"].iloc[0]
    return None if pd.isna(spent) else float(spent)


def _cells(frame: pd.DataFrame) -> Cells:
    return {
        (
            None if pd.isna(row.business_unit) else str(row.business_unit),
            None if pd.isna(row.detector) else str(row.detector),
        ): Cell(
            None if pd.isna(row.exposed) else float(row.exposed),
            None if pd.isna(row.severity) else int(row.severity),
            int(row.findings),
        )
        for row in frame.itertuples()
    }


def _together(cells: list[Cell]) -> Cell:
    """Several units as one: no row of spend belongs to two of them."""
    exposed = [cell.exposed for cell in cells if cell.exposed is not None]
    severities = [cell.severity for cell in cells if cell.severity is not None]
    return Cell(sum(exposed) if exposed else None, max(severities, default=None), sum(cell.findings for cell in cells))


def _table(figure: go.Figure, viewport: Viewport, cells: Cells, modes: list[str], across: list[str]) -> None:
    found = [[cells.get((unit, mode), EMPTY) for unit in across] for mode in modes]
    most = max((cell.exposed or 0 for row in found for cell in row), default=0) or 1
    size = 11 if viewport.is_narrow else SMALL
    _grounds(figure, viewport, found, modes, across, most)
    for y, (mode, row) in enumerate(zip(modes, found, strict=True)):
        write(figure, viewport, MODES[mode], x=0, xref="paper", xshift=-8, xanchor="right", y=y, size=size)
        for x, cell in enumerate(row):
            colour = _ink(viewport, cell, most)
            write(figure, viewport, cell.says, x=x, y=y, xanchor="center", size=size, colour=colour)
        write(figure, viewport, cells[None, mode].says, x=len(across), y=y, xanchor="center", size=size)
    if len(modes) > 1:
        _totals(figure, viewport, cells, across, len(modes), size)
    figure.update_xaxes(
        side="top",
        tickmode="array",
        tickvals=list(range(len(across) + 1)),
        tickangle=0,
        automargin=False,
        ticktext=[_wrapped(unit) for unit in [*across, ALL]],
        tickfont={"color": viewport.ink, "size": size},
        range=[-0.5, len(across) + 0.5],
        showline=False,
    )
    figure.update_yaxes(visible=False, range=[len(modes) + (0.5 if len(modes) > 1 else -0.5), -0.5])


def _grounds(
    figure: go.Figure, viewport: Viewport, found: list[list[Cell]], modes: list[str], across: list[str], most: float
) -> None:
    """What the cells are written on: bars and not a heat map, for a cell of a heat map cannot be clicked."""
    figure.add_bar(
        x=[x for row in found for x in range(len(row))],
        y=[TALL] * sum(map(len, found)),
        width=WIDE,
        base=[y - TALL / 2 for y, row in enumerate(found) for _ in row],
        marker={"color": [_fill(viewport, cell, most) for row in found for cell in row], "line": {"width": 0}},
        customdata=[
            "" if unit == OTHERS else opened
            for _ in found
            for unit, opened in zip(across, opens("business_unit", across), strict=True)
        ],
        hovertext=[
            format.escape_html(f"{DETECTORS[mode].title}, {unit}: {_in_words(cell)}")
            for mode, row in zip(modes, found, strict=True)
            for unit, cell in zip(across, row, strict=True)
        ],
        hoverinfo="text",
    )


def _ink(viewport: Viewport, cell: Cell, most: float) -> str:
    """The colour in which a cell is written, to be read on its ground."""
    if (cell.exposed or 0) / most >= DARK_ENOUGH:
        return viewport.paper
    quiet = viewport.red if cell.says == FOUND else viewport.grey
    return viewport.ink if cell.exposed else quiet


def _totals(figure: go.Figure, viewport: Viewport, cells: Cells, across: list[str], modes: int, size: int) -> None:
    """The last row: all failure modes together, by unit."""
    for x, unit in enumerate([*across, None]):
        if unit != OTHERS:
            total = cells.get((unit, None), EMPTY)
            write(figure, viewport, total.says, x=x, y=modes, xanchor="center", size=size)
    write(
        figure,
        viewport,
        ALL,
        x=0,
        xref="paper",
        xshift=-8,
        xanchor="right",
        y=modes,
        size=size,
        colour=viewport.grey,
    )
    figure.add_shape(
        type="line",
        x0=-0.5,
        x1=len(across) + 0.5,
        y0=modes - 0.5,
        y1=modes - 0.5,
        line={"color": viewport.line, "width": 1},
    )


def _fill(viewport: Viewport, cell: Cell, most: float) -> str:
    """Red by how much of the dearest cell is exposed; the paper where no money is."""
    if not cell.exposed or cell.exposed < 0:
        return "rgba(0,0,0,0)"
    weight = FAINTEST + (1 - FAINTEST) * min(1.0, cell.exposed / most)
    mixed = (
        round(_part(viewport.paper, place) * (1 - weight) + _part(viewport.red, place) * weight) for place in (1, 3, 5)
    )
    return f"rgb({', '.join(map(str, mixed))})"


def _part(colour: str, place: int) -> int:
    """The red, green or blue of a colour written as #B3261E."""
    return int(colour[place : place + 2], 16)


def _wrapped(unit: str) -> str:
    """A unit's name in short lines: Supply chain over two."""
    lines = [format.shorten(line, 9) for line in format.shorten(unit, 22).split(" ")[:3]]
    return "<br>".join(format.escape_html(line) for line in lines)


def _finding(cells: Cells, modes: list[str], units: list[str], spent: float | None) -> str:
    whole = cells[None, None]
    if not whole.findings:
        looked = format.plural(len(units), "unit")
        return (
            f"No failure mode was found in {looked}"
            if whole.severity == 0
            else f"Signs of failure in {looked}, {format.TOO_FEW}"
        )
    if not whole.exposed:
        costs = format.inflect(whole.findings, "it costs", "they cost")
        return f"{format.plural(whole.findings, 'failure')} found; no spend is linked, so what {costs} is not known"
    share = f" of the {format.money(spent)} spent" if spent else ""
    return f"Failure modes expose {format.money(whole.exposed)}{share}"


def _reading(cells: Cells, whole: Cell, rest: int) -> str:
    seen = {cell.says for (unit, mode), cell in cells.items() if unit and mode}
    parts = [
        "Actual spend behind each finding, each amount once" if whole.exposed else "Findings",
        f"{CLEAR} looked and not found" if CLEAR in seen else "",
        "blank: not enough data" if UNKNOWN in seen else "",
        "sign: too few to judge" if SIGN in seen else "",
        "found: no spend is linked" if FOUND in seen and whole.exposed else "",
        f"others: {format.plural(rest, 'unit')}" if rest else "",
    ]
    return "; ".join(part for part in parts if part)


def _in_words(cell: Cell) -> str:
    if cell.exposed:
        return f"{format.plural(cell.findings, 'finding')}, {format.money(cell.exposed)} exposed"
    return {
        FOUND: format.plural(cell.findings, "finding"),
        SIGN: f"a sign, {format.TOO_FEW}",
        CLEAR: "looked and not found",
        UNKNOWN: "not enough data",
    }[cell.says]


def _spoken(cells: Cells, mode: str, across: list[str]) -> str:
    texts = [
        f"{unit} {format.money(cell.exposed)}" for unit in across if (cell := cells.get((unit, mode))) and cell.exposed
    ]
    return f"{DETECTORS[mode].title}: {format.join(texts) or _in_words(cells[None, mode])}"
