"""What the tests of detectors share: a detector's findings, by subject."""

from collections.abc import Callable

import pandas as pd
import pytest

from queries import DETECTORS, Book, listing

Found = dict[str, tuple[int | None, float | None, str]]


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
