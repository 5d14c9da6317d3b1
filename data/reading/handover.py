"""What the reading process hands back: one Arrow stream, decoded without trusting it."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import BinaryIO

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.problems import Problem
from data.reading.grid import DAY, ERROR, MOMENT, NUMBER, TEXT, TRUTH, Grid
from data.reading.layout import Place
from data.reading.table import Cell, CellError, Column, Table

SCHEMA = pa.schema(
    [
        ("part", pa.string()),  # values | column | about
        ("kinds", pa.list_(pa.int8())),
        ("texts", pa.list_(pa.large_string())),
        ("numbers", pa.list_(pa.float64())),
        ("days", pa.list_(pa.date32())),
        ("moments", pa.list_(pa.timestamp("us"))),
        ("codes", pa.list_(pa.int32())),
    ]
)


@dataclass(frozen=True)
class About:
    """What is said of the whole file beside its tables."""

    left_out: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def write(sink: BinaryIO, sheets: Iterable[tuple[Grid, list[Place]]], about: Callable[[], About]) -> None:
    """Write sheet after sheet: its different values once, its columns as codes. `about` is asked when all are written."""
    listing = []
    with pa.ipc.new_stream(sink, SCHEMA) as stream:
        for grid, places in sheets:
            stream.write_batch(_values_batch(grid))
            for place in places:
                listing.append(_listing(grid, place))
                for codes in (place.rows.astype(np.int32), *place.codes):
                    stream.write_batch(_batch("column", codes=codes))
        whole = about()
        tail = {"tables": listing, "left_out": whole.left_out, "problems": [asdict(item) for item in whole.problems]}
        stream.write_batch(_batch("about", texts=[json.dumps(tail)]))


def read(source: BinaryIO, tell: Callable[[], None] = lambda: None) -> tuple[tuple[Table, ...], About]:
    """The tables and what was said of the file; `tell` is called after each column. Raises ValueError (ArrowInvalid)
    where the stream is not whole."""
    columns: list[tuple[NDArray[np.object_], NDArray[np.int32]]] = []
    values = np.array([None], dtype=object)
    tail = None
    with pa.ipc.open_stream(source) as stream:
        for batch in stream:
            tell()
            batch.validate(full=True)
            part = batch.column("part")[0].as_py()
            if part == "values":
                values = _values(batch)
            elif part == "column":
                columns.append((values, batch.column("codes").flatten().to_numpy()))
            else:
                tail = json.loads(batch.column("texts")[0].as_py()[0])
    if tail is None:
        raise ValueError("the stream ended before its tail")
    pieces = iter(columns)
    tables = tuple(_table(listing, pieces, tell) for listing in tail["tables"])
    problems = tuple(Problem(**item) for item in tail["problems"])
    return tables, About(tuple((sheet, reason) for sheet, reason in tail["left_out"]), problems)


def _listing(grid: Grid, place: Place) -> dict[str, object]:
    shown = range(grid.codes.shape[1])
    return {
        "sheet": grid.sheet,
        "header_row": place.lines[-1] + 1 if place.lines else 0,
        "columns": [
            (grid.letter(column), name, parts if len(parts) > 1 else ())
            for column, name, parts in zip(place.columns, place.headers, place.parts, strict=True)
        ],
        "totals": [
            (
                row + 1,
                [(grid.letter(column), int(grid.codes[row, column])) for column in shown if grid.codes[row, column]],
            )
            for row in place.totals
        ],
        "notes": place.notes,
    }


def _table(
    listing: dict[str, list],  # type: ignore[type-arg]
    pieces: Iterator[tuple[NDArray[np.object_], NDArray[np.int32]]],
    tell: Callable[[], None],
) -> Table:
    values, rows = next(pieces)
    columns = []
    for letter, header, parts in listing["columns"]:
        _, codes = next(pieces)
        tell()
        columns.append(Column(letter, header, values[codes].tolist(), parts=tuple(parts)))
    return Table(
        sheet=str(listing["sheet"]),
        header_row=int(str(listing["header_row"])),
        rows=(rows + 1).tolist(),
        columns=tuple(columns),
        totals=tuple((row, {letter: values[code] for letter, code in cells}) for row, cells in listing["totals"]),
        notes=tuple(listing["notes"]),
    )


def _values_batch(grid: Grid) -> pa.RecordBatch:
    def of(*kinds: int) -> list[Cell]:
        return [cell for cell, kind in zip(grid.values, grid.kinds.tolist(), strict=True) if kind in kinds]

    return _batch(
        "values",
        kinds=grid.kinds,
        texts=[cell.code if isinstance(cell, CellError) else cell for cell in of(TEXT, ERROR)],
        numbers=[float(cell) for cell in of(NUMBER, TRUTH)],  # type: ignore[arg-type]
        days=of(DAY),
        moments=of(MOMENT),
    )


def _values(batch: pa.RecordBatch) -> NDArray[np.object_]:
    """Each value by its code, back in the order the kinds tell."""
    children = {name: iter(batch.column(name)[0].as_py() or ()) for name in ("texts", "numbers", "days", "moments")}
    make: dict[int, Callable[[], Cell]] = {
        TEXT: lambda: next(children["texts"]),
        ERROR: lambda: CellError(next(children["texts"])),
        NUMBER: lambda: next(children["numbers"]),
        TRUTH: lambda: bool(next(children["numbers"])),
        DAY: lambda: next(children["days"]),
        MOMENT: lambda: next(children["moments"]),
    }
    kinds = batch.column("kinds")[0].as_py()
    values = np.empty(len(kinds), dtype=object)
    for code, kind in enumerate(kinds):
        values[code] = make[kind]() if kind else None
    return values


def _batch(part: str, **lists: object) -> pa.RecordBatch:
    columns = [pa.array([part])]
    for item in list(SCHEMA)[1:]:
        given = pa.array(lists[item.name], type=item.type.value_type) if item.name in lists else None
        size = 0 if given is None else len(given)
        empty = pa.array([], type=item.type.value_type) if given is None else given
        columns.append(pa.ListArray.from_arrays(pa.array([0, size], type=pa.int32()), empty))
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)
