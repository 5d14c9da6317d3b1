"""Documents to be written as files: of the sample, and of rows written in the test."""

import datetime as dt
import uuid
from collections.abc import Sequence

from components.exports.document import Document, document
from components.history.notes import comments_of
from components.page.blocks import Block, Chart, Header, RecordedPage
from components.page.visit import Visit
from components.stores import Opened
from components.theme import Viewport, nothing
from data.store import Store
from queries import Book, Subject, Warehouse, resolve
from tests.conftest import Rows, upload

MADE_ON = dt.date(2026, 11, 21)


def of(store: Store, warehouse: Warehouse, pages: Sequence[str], *, is_sample: bool = False) -> Document:
    """These pages of a store, over all its quarters and units."""
    opened = Opened(store, warehouse, is_sample, store.latest)
    return document(
        Visit(opened, opened.book(resolve(store.connection)), Viewport(), ""), pages, MADE_ON, unreported, comments_of
    )


def of_rows(store: Store, warehouse: Warehouse, pages: Sequence[str], **datasets: Rows) -> Document:
    """These pages of a store to which these rows were uploaded."""
    store.add(upload(**datasets))
    store.identity = uuid.uuid4().hex  # what was cached of an earlier test is of another store
    return of(store, warehouse, pages)


def asking(store: Store, warehouse: Warehouse, *blocks: Block, **datasets: Rows) -> Document:
    """A page on which these blocks stand, over rows written in the test: quicker than a page of the app."""
    store.add(upload(**datasets))
    book = Book(warehouse, resolve(store.connection))
    recorded = RecordedPage("page", "Page", Header("What was found", "What is asked?"), blocks)
    return Document("Q4 2025 to Q1 2026 · all units", False, MADE_ON, Viewport(), book, (recorded,))


def chart(*subjects: Subject) -> Chart:
    """A chart of these subjects of which nothing is drawn."""
    return Chart(nothing("What is found"), subjects, subjects[0].id)


def unreported(sentence: str, share: float) -> None:
    """Told how far it is, and says nothing."""
