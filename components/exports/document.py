"""What is taken along: chosen pages of one scope, version and day, written out, with what was said of them."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from components.navigation import PAGES
from components.page import filter_bar, recording_surface
from components.page.blocks import RecordedPage
from components.page.notes import CommentsOf
from components.page.visit import Visit
from components.theme import Viewport
from queries import Book

PRINTED = Viewport("light", "wide")
Report = Callable[[str, float], None]
"""Told what is being done, and how much of the whole is done, from 0 to 1."""


@dataclass(frozen=True)
class Document:
    """`caption` is the scope in one line: quarters, units, version and its date. `book` is what the figures were read from."""

    caption: str
    is_sample: bool
    made_on: dt.date
    viewport: Viewport
    book: Book
    pages: tuple[RecordedPage, ...]

    @property
    def title(self) -> str:
        return "AI portfolio"


def document(
    visit: Visit,
    pages: Sequence[str],
    made_on: dt.date,
    report: Report,
    comments_of: CommentsOf,
    *,
    viewport: Viewport = PRINTED,
) -> Document:
    """The pages as this visitor sees them, drawn for paper, with the notes that `comments_of` them says. Takes seconds for
    figures that nobody asked for yet."""
    seen, recorded = replace(visit, viewport=viewport), []
    for at, page in enumerate(pages):
        report(f"Writing {PAGES[page].title}", at / len(pages))
        recorded.append(replace(recording_surface.record(seen, page), comments=comments_of(seen, page)))
    return Document(
        filter_bar.caption(visit.opened, visit.book.scope),
        visit.opened.is_sample,
        made_on,
        viewport,
        visit.book,
        tuple(recorded),
    )
