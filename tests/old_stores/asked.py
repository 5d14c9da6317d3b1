"""What is asked of a store of an earlier version: by the code that wrote it, once, and by every later code in a test.

Only names that are meant to stay are imported here: `make_*.py.txt` ran this file at the commit that it names.
"""

import datetime as dt
import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from queries import (
    DETECTORS,
    METRICS,
    VIEWS,
    Answer,
    Book,
    Listing,
    Metric,
    Subject,
    Warehouse,
    by_unit,
    listing,
    over_time,
    resolve,
    total,
)

SCOPES: Mapping[str, Mapping[str, Any]] = {
    "everything": {},
    "one unit": {"units": ["Retail"]},
    "until an earlier quarter": {"until": "2026-Q1"},
    "as of an earlier version": {"as_of": 4},
    "a link to one unit": {"allowed_units": ["Claims"], "withholds_rows": True},
}
"""How the store is looked at: the words that `resolve` takes."""
GRAINS: Mapping[str, Callable[[Book, Metric], Answer]] = {"by quarter": over_time, "by unit": by_unit, "total": total}
QUARTER_BY_QUARTER = ("everything", "as of an earlier version")
"""The scopes that are asked by quarter too, which takes three times as long as all else."""
SAME = 1e-9  # floats this near to each other, as a share of their size, differ by the order of summing only
DIGITS = 6  # of a float by which rows are put in an order to be compared in


def books(warehouse: Warehouse) -> dict[str, Book]:
    """The store under each of the scopes."""
    return {name: Book(warehouse, resolve(warehouse.connection, **words)) for name, words in SCOPES.items()}


def grains(scope: str) -> tuple[str, ...]:
    """How finely the metrics are asked under a scope."""
    return tuple(grain for grain in GRAINS if grain != "by quarter" or scope in QUARTER_BY_QUARTER)


def subjects() -> dict[str, Subject]:
    """Every metric, view and detector by its name in SQL."""
    return {subject.name: subject for subject in (*METRICS.values(), *VIEWS.values(), *DETECTORS.values())}


def said(book: Book, subject: Subject, wanted: Sequence[str]) -> dict[str, Any]:
    """What a metric says at these grains, or a view or a detector row by row, in JSON's types."""
    if isinstance(subject, Metric):
        return {grain: _answer(GRAINS[grain](book, subject)) for grain in wanted}
    return {"rows": _listing(listing(book, subject))}


def difference(before: Any, now: Any, where: str = "") -> str | None:
    """The first place in which what is said now is not what was said before, in words; None where there is none.

    A column that has come since is no difference, nor is another order of a listing's rows or of what a cell of it lists.
    """
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for name, value in before.items():
            if name not in now:
                return f"{where} has no {name!r} any more"
            if found := difference(value, now[name], f"{where} {name}".strip()):
                return found
        return None
    if isinstance(before, Sequence) and isinstance(now, Sequence) and not isinstance(before, str):
        if len(before) != len(now):
            return f"{where}: {len(before)} before, {len(now)} now"
        if before and all(isinstance(each, Mapping) for each in (*before, *now)):
            now = [{name: value for name, value in each.items() if name in before[0]} for each in now]
            before, now = (sorted(map(_lists_in_order, rows), key=_order) for rows in (before, now))
        pairs = enumerate(zip(before, now, strict=True), 1)
        return next(filter(None, (difference(*pair, f"{where} {at}") for at, pair in pairs)), None)
    is_same = before == now
    if _is_number(before) and _is_number(now):
        is_same = math.isclose(before, now, rel_tol=SAME, abs_tol=SAME)
    return None if is_same else f"{where}: {before!r} before, {now!r} now"


def plain(value: Any) -> Any:
    """A value in JSON's types; nothing where it is not a number, or not a time."""
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)) or value is pd.NA:
        return None
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, str | bool | int | float):
        return value
    return str(value)


def _answer(answer: Answer) -> dict[str, Any]:
    return {"rows": [plain(vars(row)) for row in answer.rows], "missing": list(answer.missing)}


def _listing(found: Listing) -> dict[str, Any]:
    columns = list(found.frame.columns)
    rows = found.frame.astype(object).itertuples(index=False, name=None)
    told = [dict(zip(columns, plain(list(row)), strict=True)) for row in rows]
    return {"columns": dict.fromkeys(columns), "rows": told, "missing": list(found.missing)}


def _lists_in_order(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: sorted(cell, key=_order) if isinstance(cell, list) else cell for name, cell in row.items()}


def _order(row: Any) -> str:
    return json.dumps(_rounded(row), sort_keys=True)


def _rounded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _rounded(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    return f"{value:.{DIGITS}g}" if _is_number(value) else value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
