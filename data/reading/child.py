"""The reading process: a fresh interpreter that reads one file from its standard input, inside limits, and ends.

It is given the file as descriptor 0, writes an Arrow stream to descriptor 1, and says on descriptor 2 how far it is
(`@`), why it refuses (`!`), or where our own code failed (`?`, places only: a message could quote a cell).
"""

import json
import os
import resource
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from importlib.abc import MetaPathFinder

import numpy as np

from data.problems import Problem, UnreadableFile
from data.reading import refusals
from data.reading.delimited import read_text
from data.reading.formulas import NO_VALUE
from data.reading.grid import Grid
from data.reading.handover import About, write
from data.reading.layout import Place, tables
from data.reading.look import kind_of
from data.reading.table import CellError
from data.reading.workbook import Workbook

REFUSED = 3
CPU_SECONDS = 120
MAX_OUTPUT = 2 * 1024**3
MAX_OPEN_FILES = 64
TELL_SECONDS = 0.1


def main(name: str, memory: int) -> int:
    """Read the file called `name` within `memory` bytes of address space; the exit code says how it went."""
    sys.meta_path.insert(0, _WithoutPandas())
    _limit(memory)
    try:
        with os.fdopen(0, "rb") as source:
            content = source.read()
        with os.fdopen(os.dup(1), "wb") as sink:
            os.dup2(2, 1)  # whatever a library prints must not mix with the answer
            _read(content, name, sink)
    except UnreadableFile as refusal:
        _say("!", asdict(refusal.problem))
        return REFUSED
    except MemoryError:
        _say("!", asdict(refusals.too_much_memory()))
        return REFUSED
    except Exception as failure:
        frames = traceback.extract_tb(failure.__traceback__)
        places = [f"{os.path.basename(frame.filename)}:{frame.lineno}" for frame in frames]
        _say("?", {"failure": type(failure).__name__, "places": places})
        return 1
    return 0


class _WithoutPandas(MetaPathFinder):
    """pyarrow loads pandas at its first array, where it can be had: 0.2 s for nothing."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "pandas":
            raise ImportError(name)


def _read(content: bytes, name: str, sink: object) -> None:
    kind = kind_of(content, name)
    notes: list[Problem] = []
    if kind == "text":
        grid, notes = read_text(content, name, lambda rows: _tell("reading", rows))
        book = None
        grids: Iterator[Grid] = iter([grid])
    else:
        book = Workbook(content, kind, _tell)
        grids = book.grids()

    left_out = book.left_out if book else []

    def about() -> About:
        return About(tuple(left_out), (*notes, *(book.problems if book else ())))

    write(sink, _places(grids, left_out, notes), about)  # type: ignore[arg-type]


def _places(
    grids: Iterator[Grid], left_out: list[tuple[str, str]], notes: list[Problem]
) -> Iterator[tuple[Grid, list[Place]]]:
    """Each sheet with its tables; a sheet without one is left out and said so."""
    for grid in grids:
        _tell("finding tables", grid.codes.shape[0])
        places = tables(grid)
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


_last_told = [0.0]


def _tell(phase: str, rows: int) -> None:
    now = time.monotonic()
    if rows == 0 or now - _last_told[0] > TELL_SECONDS:
        _last_told[0] = now
        _say("@", {"phase": phase, "rows": rows})


def _say(mark: str, what: dict[str, object]) -> None:
    os.write(2, (mark + json.dumps(what) + "\n").encode())


def _limit(memory: int) -> None:
    """What this process may use, whatever the file makes it do. Hosts without one of these limits go without it."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, MAX_OUTPUT),
        (resource.RLIMIT_NOFILE, MAX_OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
