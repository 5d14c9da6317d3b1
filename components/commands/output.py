"""An answer on standard output: JSON, CSV without live formulas, or columns of text."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence

import click
import pandas as pd

from components.text import downloads

CELL = 60  # characters of a cell shown in a terminal


def write(
    answer: Mapping[str, object],
    form: str,
    rows: Sequence[Mapping[str, object]],
    in_words: Sequence[str] | None = None,
    *,
    nothing: str = "There is no row to show.",
) -> None:
    """The answer, and nothing else, on standard output. `in_words` is written instead of a table, where given.

    `nothing` is what an answer without rows comes to, in words; on standard error, so that a script reads no row.
    """
    if not rows and in_words is None:
        click.echo(nothing, err=True)
        if form != "json":
            return
    if form == "json":
        click.echo(json.dumps(answer, default=_plainly, ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(downloads.table(pd.DataFrame(list(rows))).decode("utf-8-sig"), nl=False)
    else:
        for line in _aligned(rows) if in_words is None else in_words:
            click.echo(line)


def _aligned(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Rows as columns of text, each as wide as its widest cell."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [names, *([_short(row.get(name)) for name in names] for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(names))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]


def _short(value: object) -> str:
    text = (
        ""
        if value is None
        else f"{value:,.4g}"
        if isinstance(value, float)
        else str(_plainly(value) if isinstance(value, dt.datetime) else value)
    )
    return text if len(text) <= CELL else f"{text[: CELL - 1]}…"


def _plainly(value: object) -> object:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if hasattr(value, "tolist"):  # of numpy: a number, or the numbers of a list
        return value.tolist()
    return list(value) if isinstance(value, Iterable) else str(value)
