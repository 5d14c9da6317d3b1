"""A file of an export, prepared as an upload: what would be stored of it, and what is said."""

import csv
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from data.check.rows import ROWS_OF_FILE
from data.ingest.upload import Prepared, prepare_tables
from data.reading import read_file
from data.store import Store
from tests.data.conftest import source

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def prepared(store: Store) -> Callable[..., Prepared]:
    """`prepared("costs.csv", "a,b", "1,2")`: lines of text under a file's name; or a real file's path alone."""

    def make(file: str | Path, *lines: str, period: str | None = None, smallest_group: int | None = None) -> Prepared:
        if smallest_group is not None:
            store.change_settings({"suppression_k": str(smallest_group)}, "test", "", dt.datetime(2026, 1, 1))
        if isinstance(file, Path):
            read = read_file(file.read_bytes(), file.name)
        else:
            cells = [[cell or None for cell in line] for line in csv.reader(lines)]
            read = source(file, **{Path(file).stem: cells})
        return prepare_tables(read, store, today=TODAY, period=period, comparing=False)

    return make


def rows(prepared: Prepared, dataset: str) -> list[dict[str, object]]:
    """The rows of a dataset that would be stored, what stands beside them among their columns; without provenance."""
    found = []
    for row in prepared.rows[dataset].to_pylist() if dataset in prepared.rows else []:
        beside = json.loads(row.pop("extra"))
        named = {name: value for name, value in row.items() if value is not None}
        found.append(named | {name: value for name, value in beside.items() if name != ROWS_OF_FILE})
    return found


def accounted(prepared: Prepared, dataset: str) -> tuple[int, int, int]:
    """(rows of the file, of which behind stored rows, of which left out)."""
    count = prepared.counts[dataset]
    return count["read"], count["rolled_up"], count["left_out"]
