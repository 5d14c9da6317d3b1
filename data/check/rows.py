"""A draft's rows as the store takes them, each with what it keeps of where it came from and of what nobody asked for."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

import pyarrow as pa

from data.check.draft import Draft
from data.reading import cells
from data.reading.table import Cell, CellError, Column
from data.recognition.values import without_mail

ROWS_OF_FILE = "rows of the file"
ARROW = {
    "varchar": pa.string(),
    "date": pa.date32(),
    "double": pa.float64(),
    "bigint": pa.int64(),
    "boolean": pa.bool_(),
    "varchar[]": pa.list_(pa.string()),
}


def to_arrow(made: Draft) -> pa.Table:
    """The rows that stand, as the store takes them."""
    arrays: dict[str, pa.Array] = {}
    for name, kind in made.dataset.stored():
        if name in made.values:
            arrays[name] = pa.array(made.values[name], type=ARROW[kind])
    arrays["sheet"] = pa.repeat(pa.scalar(without_mail(made.table.sheet)), len(made))
    arrays["source_row"] = pa.array(list(made.table.rows), type=pa.int64())
    if made.table.dataset:
        arrays["extra"] = pa.array(_rows_behind(made), type=pa.string())
    else:
        arrays["letters"] = _letters(made)
        arrays["original"] = pa.array(_originals(made), type=pa.string())
        if made.keeps_extra:
            arrays["extra"] = pa.array(_extras(made), type=pa.string())
    return pa.table(arrays).filter(pa.array([not out for out in made.is_out], type=pa.bool_()))


def _letters(made: Draft) -> pa.Array:
    """JSON by row: column -> the letter of the sheet's column it was read from; the same for all rows but of a wide sheet."""
    if not any(column.letters for column in made.table.columns):
        return pa.repeat(pa.scalar(json.dumps(made.letters)), len(made))
    names = [name for name in made.letters if name not in made.heads]
    by_row = ({name: made.letter(name, at) for name in names} for at in range(len(made)))
    return pa.array([json.dumps(letters) for letters in by_row], type=pa.string())


def _originals(made: Draft) -> list[str | None]:
    """JSON by row: column -> the cell and its own words, where what is stored says it differently."""
    parts: list[list[str]] = [[] for _ in range(len(made))]
    for name, texts in made.texts.items():
        for at, text in enumerate(texts):
            if text is not None:
                parts[at].append(f'"{name}": {{"cell": "{made.place(name, at)}", "text": {text}}}')
    return ["{" + ", ".join(row) + "}" if row else None for row in parts]


def _rows_behind(made: Draft) -> list[str]:
    """JSON by row: the rows of the file that an export's row was made of, as `2-48, 50`, and what the export says
    beside our columns."""
    behind = [json.dumps({ROWS_OF_FILE: spans(rows)}) for rows in made.table.rolled_up]
    beside = _extras(made)
    return [start if more is None else f"{start[:-1]}, {more[1:]}" for start, more in zip(behind, beside, strict=True)]


def spans(rows: Sequence[int]) -> str:
    """Row numbers in rising order, runs of them in short: `2-48, 50`."""
    starts = [at for at, row in enumerate(rows) if at == 0 or row != rows[at - 1] + 1]
    ends = [*(at - 1 for at in starts[1:]), len(rows) - 1]
    return ", ".join(
        str(rows[start]) if start == end else f"{rows[start]}-{rows[end]}"
        for start, end in zip(starts, ends, strict=True)
    )


def _extras(made: Draft) -> list[str | None]:
    """JSON by row: header -> text, for the columns no field is read from and that are not personal."""
    used = set(made.letters.values())
    parts: list[list[str]] = [[] for _ in range(len(made))]
    headers = Counter(cells.folded(column.header) for column in made.table.columns)
    for column in made.table.columns:
        if column.header in made.reading.personal or (column.letter in used and column.letter not in made.unused):
            continue
        label = cells.folded(column.header)
        label = f"{label} [{column.letter}]" if headers[label] > 1 or not label else label
        start = json.dumps(without_mail(label), ensure_ascii=False) + ": "
        rows: Iterable[int] = made.unused.get(column.letter, range(len(made)))
        _put(parts, column, rows, start)
    return ["{" + ", ".join(row) + "}" if row else None for row in parts]


def _put(parts: list[list[str]], column: Column, rows: Iterable[int], start: str) -> None:
    known: dict[tuple[type, Cell], str | None] = {}
    for at in rows:
        cell = column.values[at]
        if cell is None:
            continue
        key = (type(cell), cell)
        if key not in known:
            text = cell.code if isinstance(cell, CellError) else cell if isinstance(cell, str) else cells.text(cell)
            known[key] = start + json.dumps(without_mail(text), ensure_ascii=False) if text else None
        shown = known[key]
        if shown is not None:
            parts[at].append(shown)
