"""A row's way from the sheet to the figures, in words: for the panel behind a figure and for the command line."""

from collections.abc import Sequence
from typing import Any

from components.navigation import PAGES
from components.text import format
from queries.lineage import Line, Trace
from queries.uses import Fed, Found, Uses

SEVERITIES = {3: "Severe", 2: "Found", 1: "A sign"}


def headline(traced: Trace) -> str:
    """Which row of which file: Spend, row 14, of q3.xlsx."""
    return f"{traced.sheet}, row {traced.source_row}, of {traced.lines[0].file_name or 'a file that was purged'}"


def origin(line: Line) -> str:
    """Which upload brought it, by whom, when, from which source, and what was noted."""
    when = f" on {format.date(line.created_at.date())}" if line.created_at else ""
    said = [
        f"Version {line.version}",
        f"uploaded by {line.author or 'somebody not named'}{when}",
        f"from {format.source(line.feed)}",
    ]
    return format.DOT.join([*said, *([line.note] if line.note else [])])


def figures_by_page(found: Sequence[Fed]) -> dict[str, list[str]]:
    """The figures that have a value, by their page, in the order of the pages: Cost 14.2m."""
    by_page: dict[str, list[str]] = {}
    for page in PAGES:
        for fed in found:
            value = format.figure(fed.row, fed.metric.unit) if fed.row else format.NOT_KNOWN
            if fed.metric.page == page and value != format.NOT_KNOWN:
                by_page.setdefault(page, []).append(f"{fed.metric.title} {value}")
    return by_page


def listing_figures(found: Sequence[Fed]) -> str:
    """How many figures list the row, and how many of them cannot be computed: 16 figures, 6 of them not computable yet."""
    if not found:
        return "No figure lists it"
    known = sum(map(len, figures_by_page(found).values()))
    waiting = len(found) - known
    said = f"It is listed behind {format.plural(len(found), 'figure')}"
    return f"{said}; {format.count(waiting)} of them cannot be computed yet" if waiting else said


def finding(one: Found) -> str:
    """What was found: how bad, what, where, on what evidence."""
    return f"{SEVERITIES[one.severity]}: {one.title}, {one.subject_name}. {one.evidence}"


def as_dict(found: Trace, fed: Uses) -> dict[str, Any]:
    """All of it as plain dictionaries and lists."""
    return {
        "version": found.version,
        "sheet": found.sheet,
        "row": found.source_row,
        "stands": found.stands,
        "stored": [
            {
                "dataset": line.dataset,
                "business_unit": line.business_unit,
                "file": line.file_name,
                "author": line.author,
                "uploaded_at": line.created_at,
                "feed": line.feed,
                "note": line.note,
                "rows_of_file": line.rows_behind or str(line.source_row),
                "withheld": line.withheld,
                "cells": [vars(cell) for cell in line.cells],
                "extra": dict(line.extra or {}),
            }
            for line in found.lines
        ],
        "figures": [
            {
                "metric": one.metric.id,
                "title": one.metric.title,
                "unit": one.metric.unit,
                "value": one.row.value if one.row else None,
                "state": one.row.state if one.row else None,
                "page": one.metric.page,
            }
            for one in fed.figures
        ],
        "rests_on": [metric.id for metric in fed.rests_on],
        "found": [vars(one) for one in fed.found],
    }


def cells(found: Trace) -> list[dict[str, Any]]:
    """Its cells, a line each, for a table."""
    return [
        {
            "dataset": line.dataset,
            "column": cell.column,
            "cell": cell.cell,
            "said": cell.said,
            "corrected": cell.corrected,
            "stored": cell.stored,
            "counted": cell.counted,
        }
        for line in found.lines
        for cell in line.cells
    ]


def lines(found: Trace, fed: Uses) -> list[str]:
    """The same as a person reads it in a terminal."""
    if not found.lines:
        return [f"Nothing is stored from {found.sheet}, row {found.source_row}, of version {found.version}."]
    said = [headline(found), origin(found.lines[0])]
    if not found.stands:
        said.append("It no longer stands: a later upload or a withdrawal has taken its place.")
    for line in found.lines:
        said += [
            "",
            f"In {line.dataset}{format.DOT}{line.business_unit}" if line.business_unit else f"In {line.dataset}",
        ]
        if line.withheld:
            said.append(f"  {line.withheld}")
        if line.rows_behind:
            said.append(f"  Rolled up from the rows {line.rows_behind} of the file.")
        for cell in line.cells:
            corrected = f", corrected to {cell.corrected}" if cell.corrected else ""
            counted = f", counted as {cell.counted}" if cell.counted else ""
            where = f'{cell.cell} said "{cell.said}"' if cell.cell else "no cell" if line.has_cells else "in the row"
            said.append(f"  {cell.column}: {cell.stored} ({where}{corrected}{counted})")
        said += [f"  {header}: {text} (kept with the row)" for header, text in (line.extra or {}).items()]
    said += ["", listing_figures(fed.figures)]
    said += [
        f"  {PAGES[page].title}: {format.DOT.join(figures)}" for page, figures in figures_by_page(fed.figures).items()
    ]
    return said + [f"  {finding(one)}" for one in fed.found]
