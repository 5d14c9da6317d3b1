"""JSON as other systems' interfaces hand it out: every list of objects is a table, its first row the names.

A list stands as a spreadsheet would show it: names in row 1, its first object in row 2, each name in the column in which
it first appears. So `seats!C5` is the third name of the fourth object of the list `seats`, and a marked workbook made of
it has the same cells. Names inside an object are joined by a dot (`assignee.login`); what stands beside a list
(`report_end_day`) is repeated in each of its rows, in columns behind its own. A list whose objects hold one list each
(days, pages) is unfolded: that inner list is the table. Lists are found up to `MAX_DEPTH` deep.
"""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TypeGuard

import numpy as np

from data.problems import Problem, UnreadableFile
from data.reading import refusals
from data.reading.grid import MAX_COLUMNS, Grid, grid_of
from data.reading.layout import Place

MAX_DEPTH = 20  # objects in objects; real exports reach 5
MAX_DIGITS = 40  # of one number; ids reach 20
EXACT = 2**53  # above this a float cannot hold every whole number, so an id stays text
MAX_TABLES = 50

Json = str | float | bool | list["Json"] | dict[str, "Json"] | None
Object = dict[str, Json]


@dataclass
class _List:
    """A list of objects: where it stands in the file, what stands beside it, its rows."""

    path: tuple[str, ...]
    beside: Object
    rows: list[Object]
    inner: set[str] = field(default_factory=set)


class _Refused(ValueError):
    """What is wrong with the file, in words."""


def read_json(content: bytes, name: str, tell: Callable[[int], None]) -> tuple[list[Grid], list[Problem]]:
    """Every list of objects as a grid named by its place in the file, or like the file where there is one.

    Raises UnreadableFile where this is not JSON, or not of a form that is a table.
    """
    document = _parsed(_decoded(content))
    lists = list(_lists(document, (), {}))
    sheets = _named([records for records in lists if any(records.rows)], PurePath(name).stem or "list")
    if not sheets:
        raise UnreadableFile(refusals.no_list())
    if len(sheets) > MAX_TABLES:
        raise UnreadableFile(refusals.broken_json(f"It holds more than {MAX_TABLES} lists of objects."))
    grids = [_grid(sheet, records, tell) for sheet, records in sheets.items()]
    return grids, [_inner_lists(sheet, records) for sheet, records in sheets.items() if records.inner]


def listed(grid: Grid) -> Place:
    """The one table of such a grid: names in its first row, an object in every other."""
    width = grid.codes.shape[1]
    names = tuple(str(grid.value(0, column) or f"column {grid.letter(column)}") for column in range(width))
    rows = np.arange(1, grid.codes.shape[0], dtype=np.intp)
    codes = np.ascontiguousarray(grid.codes[1:].T)
    made = Place((0,), tuple(range(width)), names, rows, codes)
    return replace(made, parts=tuple((name,) for name in names))


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as failure:
        raise UnreadableFile(refusals.broken_json(f"Byte {failure.start + 1:,} is not UTF-8.")) from failure


def _parsed(text: str) -> Json:
    """The document; of a file of JSON lines the list of its lines."""
    try:
        try:
            return _loaded(text)
        except json.JSONDecodeError as failure:
            lines = [(at, line) for at, line in enumerate(text.splitlines(), start=1) if line.strip()]
            if len(lines) < 2 or failure.msg != "Extra data":
                raise
            return [_line(line, at) for at, line in lines]
    except json.JSONDecodeError as failure:
        where = f"It breaks off or goes wrong at line {failure.lineno:,}, character {failure.colno:,}."
        raise UnreadableFile(refusals.broken_json(where)) from failure
    except _Refused as refusal:
        raise UnreadableFile(refusals.broken_json(str(refusal))) from refusal
    except RecursionError as failure:
        raise UnreadableFile(refusals.broken_json("Its lists and objects are nested too deep.")) from failure


def _line(line: str, at: int) -> Json:
    try:
        return _loaded(line)
    except json.JSONDecodeError as failure:
        raise json.JSONDecodeError(failure.msg, "\n" * (at - 1) + line, at - 1 + failure.pos) from failure


def _loaded(text: str) -> Json:
    loaded: Json = json.loads(
        text, object_pairs_hook=_object, parse_int=_whole, parse_float=_number, parse_constant=lambda name: None
    )
    return loaded


def _object(pairs: list[tuple[str, Json]]) -> Object:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _Refused("An object has the same name twice, so that one of two values would be lost.")
    return made


def _whole(written: str) -> float | str:
    """A whole number; an id that a float would round stays as it is written."""
    if len(written) > MAX_DIGITS:
        raise _Refused(f"A number has more than {MAX_DIGITS} digits.")
    return written if abs(int(written)) > EXACT else float(written)


def _number(written: str) -> float:
    if not math.isfinite(number := float(written)):
        raise _Refused("A number is too large to be one.")
    return number


def _lists(value: Json, path: tuple[str, ...], beside: Object) -> Iterator[_List]:
    """Every list of objects, from the outside in; of pages or days that hold one list each, what they hold."""
    _not_too_deep(len(path))
    if isinstance(value, dict):
        flat = beside | dict(_flat(value))
        for key, held in value.items():
            if isinstance(held, dict | list):
                yield from _lists(held, (*path, key), flat)
    elif _is_list_of_objects(value):
        yield _list(value, path, beside)


def _list(objects: list[Object], path: tuple[str, ...], beside: Object) -> _List:
    _not_too_deep(len(path))
    inner = {key for record in objects for key, held in record.items() if _is_list_of_objects(held)}
    only = next(iter(inner)) if len(inner) == 1 else None
    lists = [record.get(only, []) for record in objects] if only else []
    if only is None or not all(held == [] or _is_list_of_objects(held) for held in lists):
        return _List(path, beside, [dict(_flat(record)) for record in objects], inner)
    joined = _List((*path, only), {}, [])
    for record in objects:
        held = record.get(only)
        if _is_list_of_objects(held):
            found = _list(held, (*path, only), beside | dict(_flat(record)))
            joined = replace(joined, path=found.path, inner=joined.inner | found.inner)
            joined.rows += [row | _not_in(row, found.beside) for row in found.rows]
    return joined


def _not_too_deep(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise UnreadableFile(refusals.broken_json(f"Its objects are nested more than {MAX_DEPTH} deep."))


def _is_list_of_objects(value: Json) -> TypeGuard[list[Object]]:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _not_in(row: Object, beside: Object) -> Object:
    return {name: value for name, value in beside.items() if name not in row}


def _flat(value: Object, above: str = "", depth: int = 0) -> Iterator[tuple[str, Json]]:
    """The values of an object by name, those of objects in it by dotted names; plain lists as `a; b`."""
    _not_too_deep(depth)
    for key, held in value.items():
        name = f"{above}{_clean(key)}"
        if isinstance(held, dict):
            yield from _flat(held, f"{name}.", depth + 1)
        elif isinstance(held, list):
            if not any(isinstance(part, dict | list) for part in held):
                yield name, "; ".join(_text(part) for part in held if part is not None) or None
        else:
            yield name, _clean(held) if isinstance(held, str) else held


def _text(value: Json) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _clean(value) if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def _clean(text: str) -> str:
    """Text without halves of characters, which JSON can write and nothing else can hold."""
    return text if text.isascii() else text.encode("utf-8", errors="replace").decode("utf-8")


def _named(lists: list[_List], stem: str) -> dict[str, _List]:
    """Each list by the name of its sheet: its place in the file, or the file's name where it is the whole file."""
    sheets: dict[str, _List] = {}
    for records in lists:
        name = ".".join(_clean(part) for part in records.path) or stem
        sheets[name if name not in sheets else f"{name} {len(sheets) + 1}"] = records
    return sheets


def _grid(sheet: str, records: _List, tell: Callable[[int], None]) -> Grid:
    names = list(dict.fromkeys(name for row in records.rows for name in row))
    known = set(names)
    beside = {name: value for name, value in records.beside.items() if name not in known}
    if len(names) + len(beside) > MAX_COLUMNS:
        raise UnreadableFile(refusals.too_wide(1))
    repeated = list(beside.values())
    body = ([*(row.get(name) for name in names), *repeated] for row in records.rows)
    return replace(grid_of(sheet, _with_names([*names, *beside], body), tell=tell), is_list=True)


def _with_names(names: list[str], body: Iterator[list[Json]]) -> Iterator[Sequence[Json]]:
    yield names
    yield from body


def _inner_lists(sheet: str, records: _List) -> Problem:
    shown = ", ".join(f'"{_clean(name)}"' for name in sorted(records.inner)[:8])
    says = f"Lists inside the objects of this list are left out: {shown}."
    return Problem(
        f"{sheet}!A1", "note", says, "Nothing needs to be done, unless one holds what you need.", "inner_list"
    )
