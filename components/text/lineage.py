"""A row's way from the sheet to the figures, in words: for the panel behind a figure and for the command line."""

from collections.abc import Sequence

from components.navigation import PAGES
from components.text import format
from queries.downstream import Downstream, Fed, Found
from queries.lineage import Cell, Line, Trace

SEVERITIES = {3: "Severe", 2: "Found", 1: "A sign"}


def headline(trace: Trace) -> str:
    """Which row of which file: Spend, row 14, of q3.xlsx."""
    return f"{trace.sheet}, row {trace.source_row}, of {trace.lines[0].file_name or 'a file that was purged'}"


def origin(line: Line) -> str:
    """Which upload brought it, by whom, when, from which source, and what was noted."""
    date = f" on {format.date(line.created_at.date())}" if line.created_at else ""
    parts = [
        f"Version {line.version}",
        f"uploaded by {line.author or 'somebody not named'}{date}",
        f"from {format.source(line.feed)}",
    ]
    return format.DOT.join([*parts, *([line.note] if line.note else [])])


def figures_by_page(figures: Sequence[Fed]) -> dict[str, list[str]]:
    """The figures that have a value, by their page, in the order of the pages: Cost 14.2m."""
    by_page: dict[str, list[str]] = {}
    for page in PAGES:
        for figure in figures:
            value = format.figure(figure.row, figure.metric.unit) if figure.row else format.NOT_KNOWN
            if figure.metric.page == page and value != format.NOT_KNOWN:
                by_page.setdefault(page, []).append(f"{figure.metric.title} {value}")
    return by_page


def listing_figures(figures: Sequence[Fed]) -> str:
    """How many figures list the row, and how many of them cannot be computed: 16 figures, 6 of them not computable yet."""
    if not figures:
        return "No figure lists it"
    known = sum(map(len, figures_by_page(figures).values()))
    waiting = len(figures) - known
    sentence = f"It is listed behind {format.plural(len(figures), 'figure')}"
    return f"{sentence}; {format.count(waiting)} of them cannot be computed yet" if waiting else sentence


def finding(found: Found) -> str:
    """What was found: how bad, what, where, on what evidence."""
    return f"{SEVERITIES[found.severity]}: {found.title}, {found.subject_name}. {found.evidence}"


def as_dict(trace: Trace, uses: Downstream) -> dict[str, object]:
    """All of it as plain dictionaries and lists."""
    return {
        "version": trace.version,
        "sheet": trace.sheet,
        "row": trace.source_row,
        "stands": trace.is_active,
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
                "cells": [_cell(cell) for cell in line.cells],
                "extra": dict(line.extra or {}),
            }
            for line in trace.lines
        ],
        "figures": [
            {
                "metric": figure.metric.id,
                "title": figure.metric.title,
                "unit": figure.metric.unit,
                "value": figure.row.value if figure.row else None,
                "state": figure.row.state if figure.row else None,
                "page": figure.metric.page,
            }
            for figure in uses.figures
        ],
        "rests_on": [metric.id for metric in uses.rests_on],
        "found": [vars(finding) for finding in uses.found],
    }


def cells(trace: Trace) -> list[dict[str, object]]:
    """Its cells, a line each, for a table."""
    return [{"dataset": line.dataset, **_cell(cell)} for line in trace.lines for cell in line.cells]


def _cell(cell: Cell) -> dict[str, object]:
    """A cell by the keys that other programs read it by."""
    return {
        "column": cell.column,
        "cell": cell.cell,
        "said": cell.as_read,
        "corrected": cell.corrected,
        "stored": cell.stored,
        "counted": cell.counted,
    }


def lines(trace: Trace, uses: Downstream) -> list[str]:
    """The same as a person reads it in a terminal."""
    if not trace.lines:
        return [f"Nothing is stored from {trace.sheet}, row {trace.source_row}, of version {trace.version}."]
    report = [headline(trace), origin(trace.lines[0])]
    if not trace.is_active:
        report.append("It no longer stands: a later upload or a withdrawal has taken its place.")
    for line in trace.lines:
        report += [
            "",
            f"In {line.dataset}{format.DOT}{line.business_unit}" if line.business_unit else f"In {line.dataset}",
        ]
        if line.withheld:
            report.append(f"  {line.withheld}")
        if line.rows_behind:
            report.append(f"  Rolled up from the rows {line.rows_behind} of the file.")
        for cell in line.cells:
            corrected = f", corrected to {cell.corrected}" if cell.corrected else ""
            counted = f", counted as {cell.counted}" if cell.counted else ""
            place = f'{cell.cell} said "{cell.as_read}"' if cell.cell else "no cell" if line.has_cells else "in the row"
            report.append(f"  {cell.column}: {cell.stored} ({place}{corrected}{counted})")
        report += [f"  {header}: {text} (kept with the row)" for header, text in (line.extra or {}).items()]
    report += ["", listing_figures(uses.figures)]
    report += [
        f"  {PAGES[page].title}: {format.DOT.join(figures)}" for page, figures in figures_by_page(uses.figures).items()
    ]
    return report + [f"  {finding(found)}" for found in uses.found]
