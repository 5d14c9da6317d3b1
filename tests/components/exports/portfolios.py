"""Documents to be written as files: of the sample, and of rows written in the test."""

import datetime as dt
import uuid
from collections.abc import Sequence

from components.document import Document, document
from components.house import Look
from components.opening import Opened
from components.session import Visit
from data.store import Store
from queries import Book, resolve
from tests.conftest import Rows, upload

MADE_ON = dt.date(2026, 11, 21)


def of(store: Store, pages: Sequence[str], *, is_sample: bool = False) -> Document:
    """These pages of a store, over all its quarters and units."""
    opened = Opened(store, is_sample, store.latest)
    book = Book(store.connection, resolve(store.connection))
    return document(Visit(opened, book, Look(), ""), pages, MADE_ON, unreported)


def of_rows(store: Store, pages: Sequence[str], **datasets: Rows) -> Document:
    """These pages of a store to which these rows were uploaded."""
    store.add(upload(**datasets))
    store.identity = uuid.uuid4().hex  # what was cached of an earlier test is of another store
    return of(store, pages)


def unreported(sentence: str, share: float) -> None:
    """Told how far it is, and says nothing."""
