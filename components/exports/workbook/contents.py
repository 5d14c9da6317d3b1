"""What stands on the pages of a document, and so belongs into its workbook: metrics, listings, findings, tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from components.exports.document import Document
from components.page.blocks import Block, Chart, Figures, Grid, Heading, Table
from components.page.recording_surface import flattened
from queries import METRICS, Detector, Metric, Subject, View

Named = TypeVar("Named", bound=Subject)
BY_FORMULA = {metric.formula: metric for metric in METRICS.values()}
"""A figure of a strip says by its formula which metric it is."""


@dataclass(frozen=True)
class Listed:
    """A table of a page: on which, under which title, its rows as they are handed over."""

    page: str
    title: str
    frame: pd.DataFrame


@dataclass(frozen=True)
class Contents:
    """Metrics and detectors with the pages they stand on, the views that charts draw, and the pages' tables."""

    metrics: dict[Metric, list[str]]
    views: dict[View, list[str]]
    detectors: dict[Detector, list[str]]
    tables: list[Listed]


def contents(document: Document) -> Contents:
    """What stands on the pages, each once, in the order in which it is read."""
    found = Contents({}, {}, {}, [])
    for page, block, heading in _read(document):
        match block:
            case Figures(figures):
                for figure in figures:
                    if metric := BY_FORMULA.get(figure.explains):
                        _note(found.metrics, metric, page)
            case Chart(subjects=subjects):
                for subject in subjects:
                    match subject:
                        case Metric():
                            _note(found.metrics, subject, page)
                        case View():
                            _note(found.views, subject, page)
                        case Detector():
                            _note(found.detectors, subject, page)
            case Table(title=title, frame=frame, message=""):
                _list(found.tables, Listed(page, title, frame))
            case Grid(frame):
                _list(found.tables, Listed(page, heading, frame))
    return found


def _read(document: Document) -> Iterator[tuple[str, Block, str]]:
    """Every block with its page's name and the last heading above it."""
    for page in document.pages:
        heading = page.title
        for block in flattened(page.blocks):
            if isinstance(block, Heading):
                heading = block.text
            yield page.title, block, heading


def _list(listed: list[Listed], table: Listed) -> None:
    if not any(known.title == table.title and known.frame.equals(table.frame) for known in listed):
        listed.append(table)


def _note(noted: dict[Named, list[str]], subject: Named, page: str) -> None:
    pages = noted.setdefault(subject, [])
    if page not in pages:
        pages.append(page)
