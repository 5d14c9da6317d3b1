"""A pinned link's pages written out for every viewport its visitors may have."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from components.exports.document import Report, document
from components.page import filter_bar
from components.page.notes import CommentsOf
from components.page.visit import Visit
from components.share import snapshot
from components.share.snapshot import Snapshot
from components.stores import Opened
from components.text import format
from components.theme import Viewport
from data.store.links import Pin
from queries import Scope
from queries.published import code

VIEWPORTS = (
    Viewport("light", "wide"),
    Viewport("dark", "wide"),
    Viewport("light", "narrow"),
    Viewport("dark", "narrow"),
)


def write_snapshots(
    opened: Opened,
    scope: Scope,
    pages: Sequence[str],
    made_on: dt.date,
    comments_of: CommentsOf,
    report_in_words: Callable[[str], None],
) -> tuple[Pin, ...]:
    """The pages of a scope as a link shows them; `report_in_words` is called with how far it is. Takes seconds a page."""
    locked = replace(scope, units=None, allowed_units=scope.units, withholds_rows=True)
    caption = filter_bar.caption(opened, scope)
    found = []
    for at, viewport in enumerate(VIEWPORTS):
        visit = Visit(opened, opened.book(locked), viewport, pages[0], frozenset(pages))
        written = document(visit, pages, made_on, _report(report_in_words, at), comments_of, viewport=viewport)
        content = snapshot.written(Snapshot(caption, code(), written.pages))
        found.append(Pin(viewport.type, viewport.width, content))
    return tuple(found)


def _report(report_in_words: Callable[[str], None], at: int) -> Report:
    return lambda sentence, share: report_in_words(
        f"{sentence}{format.DOT}{format.percent((at + share) / len(VIEWPORTS))}"
    )
