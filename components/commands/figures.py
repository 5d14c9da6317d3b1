"""Figures from scripts: metrics, listings, where a row went, what is missing. Commands of `cli.py`."""

import datetime as dt
from typing import Unpack

import click

from components.commands.options import ScopeOptions, format_option, scoped, store_option
from components.commands.output import write
from components.commands.store_access import answering, book_of, scope_of
from components.text import completeness
from components.text import lineage as text_lineage
from queries import DETECTORS, METRICS, VIEWS, lineage, listing, over_time, total
from queries import by_unit as for_each_unit
from queries.downstream import downstream
from queries.quality import quality
from queries.read import by_unit_over_time

GRAINS = {"period": over_time, "unit": for_each_unit, "total": total, "unit,period": by_unit_over_time}


@click.command()
@store_option
@format_option
@scoped
def metrics(url: str, form: str, **scope: Unpack[ScopeOptions]) -> None:
    """Every metric with its figure for the scope."""
    book = book_of(answering(url), scope)
    found = [(metric, total(book, metric)) for metric in METRICS.values()]
    rows = [
        {
            "metric": metric.id,
            "title": metric.title,
            "unit": metric.unit,
            "missing": list(answer.missing),
            **({"value": answer.last.value, "n": answer.last.n, "state": answer.last.state} if answer.last else {}),
        }
        for metric, answer in found
    ]
    write({"scope": scope_of(book), "metrics": rows}, form, rows)


@click.command()
@click.argument("name", metavar="ID")
@click.option("--by", type=click.Choice(list(GRAINS)), default="period", help="One figure for each of these.")
@store_option
@format_option
@scoped
def metric(name: str, by: str, url: str, form: str, **scope: Unpack[ScopeOptions]) -> None:
    """One metric's figures."""
    if name not in METRICS:
        raise click.UsageError(f"There is no metric {name}. See: cli.py metrics.")
    book = book_of(answering(url), scope)
    asked = METRICS[name]
    answer = GRAINS[by](book, asked)
    rows = [vars(row) for row in answer.rows]
    answered = {"metric": asked.id, "unit": asked.unit, "scope": scope_of(book), "rows": rows}
    write({**answered, "missing": list(answer.missing)} if answer.missing else answered, form, rows)


@click.command()
@click.argument("name")
@store_option
@format_option
@scoped
def view(name: str, url: str, form: str, **scope: Unpack[ScopeOptions]) -> None:
    """A listing's rows: a view's, or a detector's."""
    if name not in VIEWS and name not in DETECTORS:
        raise click.UsageError(f"There is no view {name}. There are: {', '.join([*VIEWS, *DETECTORS])}.")
    book = book_of(answering(url), scope)
    asked = VIEWS.get(name) or DETECTORS[name]
    found = listing(book, asked)
    rows = found.frame.astype(object).where(found.frame.notna(), None).to_dict("records")
    write({"view": asked.id, "scope": scope_of(book), "rows": rows, "missing": list(found.missing)}, form, rows)


@click.command()
@click.argument("version", type=int)
@click.argument("sheet")
@click.argument("row", type=int)
@store_option
@format_option
@scoped
def trace(version: int, sheet: str, row: int, url: str, form: str, **scope: Unpack[ScopeOptions]) -> None:
    """From ROW of a SHEET of the upload VERSION to what is stored, cell by cell, and to the figures it feeds."""
    book = book_of(answering(url), scope)
    found = lineage.trace(book, version, sheet, row)
    fed = downstream(book, found)
    write(text_lineage.as_dict(found, fed), form, text_lineage.cells(found), text_lineage.lines(found, fed))


@click.command("quality")
@store_option
@format_option
@scoped
def quality_of_inputs(url: str, form: str, **scope: Unpack[ScopeOptions]) -> None:
    """Who is late, what is missing for which figure, and what to fill in first."""
    opened = answering(url)
    book = book_of(opened, scope)
    found = quality(book, opened.judged_on(book, dt.date.today()))
    completeness_of_inputs = {"quality": None} if found is None else completeness.as_dict(found)
    rows = [] if found is None else [vars(sheet) for sheet in found.sheets]
    write({"scope": scope_of(book), **completeness_of_inputs}, form, rows, completeness.lines(found))
