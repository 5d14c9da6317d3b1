"""What the tests of detectors share: one store, emptied for each test, and a detector's findings by subject."""

from collections.abc import Callable, Iterator

import pandas as pd
import pytest

from data.store import Store, open_store
from queries import DETECTORS, Book, install, listing

Found = dict[str, tuple[int | None, float | None, str]]


@pytest.fixture(scope="session")
def installed() -> Iterator[Store]:
    """A store whose views are made once: making them takes longer than any test here."""
    opened = open_store(":memory:")
    install(opened.connection)
    yield opened
    opened.close()


@pytest.fixture
def store(installed: Store) -> Store:
    """That store without a row."""
    cursor = installed.connection.cursor()
    tables = "select database_name, table_name from duckdb_tables() where database_name in ('store', 'pending')"
    for database, table in cursor.execute(tables).fetchall():
        if table == "settings":
            cursor.execute("delete from store.settings where version > 0")
        elif table != "migrations":
            cursor.execute(f"delete from {database}.{table}")
    return installed


@pytest.fixture
def found() -> Callable[[Book, str], Found]:
    """Each subject's severity (None: not enough data), what is exposed, and the evidence."""

    def read(book: Book, detector: str) -> Found:
        frame = listing(book, DETECTORS[detector]).frame
        return {
            row.subject_id: (
                None if pd.isna(row.severity) else int(row.severity),
                None if pd.isna(row.exposed) else float(row.exposed),
                str(row.evidence),
            )
            for row in frame.itertuples()
        }

    return read
