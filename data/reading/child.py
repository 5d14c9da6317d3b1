"""What the reading process does: one file to its tables, written to the answer as an Arrow stream."""

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

import numpy as np

from data.problems import Problem
from data.reading.delimited import read_text
from data.reading.formulas import NO_VALUE
from data.reading.grid import Grid
from data.reading.handover import About, write
from data.reading.layout import Place, tables
from data.reading.limited import tell
from data.reading.look import kind_of
from data.reading.nested import listed, read_json
from data.reading.table import CellError
from data.reading.workbook import Workbook


def work(content: bytes, asked: Mapping[str, str], sink: BinaryIO) -> None:
    """Write the tables of the file called `asked["name"]`."""
    grids, about = opened(content, asked["name"])
    left_out: list[tuple[str, str]] = []
    notes: list[Problem] = []

    def whole() -> About:
        found = about()
        return About((*found.left_out, *left_out), (*notes, *found.problems))

    write(sink, _places(grids, left_out, notes), whole)


def opened(content: bytes, name: str) -> tuple[Iterator[Grid], Callable[[], About]]:
    """A file's sheets, one after the other, and what there is to say of it once they were read."""
    kind = kind_of(content, name)
    if kind == "text":
        grid, notes = read_text(content, name, lambda rows: tell("reading", rows))
        return iter([grid]), lambda: About((), tuple(notes))
    if kind == "json":
        lists, notes = read_json(content, name, lambda rows: tell("reading", rows))
        return iter(lists), lambda: About((), tuple(notes))
    book = Workbook(content, kind, tell)
    return book.grids(), lambda: About(tuple(book.left_out), tuple(book.problems))


def _places(
    grids: Iterator[Grid], left_out: list[tuple[str, str]], notes: list[Problem]
) -> Iterator[tuple[Grid, list[Place]]]:
    """Each sheet with its tables; a sheet without one is left out and said so."""
    for grid in grids:
        tell("finding tables", grid.codes.shape[0])
        places = [listed(grid)] if grid.is_list else tables(grid)
        if places:
            notes += _notes(grid, places)
            yield grid, places
        else:
            left_out.append((grid.sheet, "too narrow for a table"))


def _notes(grid: Grid, places: list[Place]) -> Iterator[Problem]:
    """What a person should know of a sheet before its columns are understood."""
    for place in places:
        if not place.lines:
            first = (
                f"{grid.sheet}!{grid.letter(place.columns[0])}{place.rows[0] + 1}" if len(place.rows) else grid.sheet
            )
            remedy = "Put a row of headers above the values."
            yield Problem(
                first, "warning", "No header row was found here; columns are named by letter.", remedy, "no_header"
            )
        if place.repeated:
            cell = f"{grid.sheet}!{grid.letter(place.columns[0])}{place.repeated[0] + 1}"
            says = f"The header is repeated in {len(place.repeated)} row(s) of the table; these were skipped."
            yield Problem(cell, "warning", says, "Nothing to do, unless it starts another table.", "repeated_header")
        yield from _not_computed(grid, place)


def _not_computed(grid: Grid, place: Place) -> Iterator[Problem]:
    codes = [code for code, cell in enumerate(grid.values) if cell == CellError(NO_VALUE)]
    columns, rows = np.isin(place.codes, codes).nonzero()
    if not len(rows):
        return
    cell = f"{grid.sheet}!{grid.letter(place.columns[columns[0]])}{place.rows[rows[0]] + 1}"
    says = f"{len(rows):,} formula(s) from here on have no computed value."
    remedy = "Open the file in Excel, let it calculate, save it, and upload it again."
    yield Problem(cell, "warning", says, remedy, "not_computed")
