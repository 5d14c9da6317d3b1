"""What tests share: the real files, and a ledger made of rows written in the test."""

import datetime as dt
import itertools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from data.schema import DATASETS
from data.store import Store, Upload, open_store
from queries import Book, Warehouse, install, resolve
from tests.layouts.made import made

if "PYTEST_XDIST_WORKER" in os.environ:  # the tests run side by side, one to a core: so does each DuckDB
    os.environ.setdefault("SLURM_CPUS_ON_NODE", "1")  # where DuckDB looks for how many threads it may start

REAL_FILES = Path(__file__).resolve().parents[2] / "shared" / "real"


FILLED = """
select concat_ws('.', database_name, schema_name, table_name)
from duckdb_tables()
where
    database_name in ('store', 'pending')
    and table_name not in ('migrations', 'salts', 'settings')
    and estimated_size > 0
"""
"""The tables that hold rows which tests have written; what a new store has of its own is not among them."""


@pytest.fixture(scope="session", params=["made", pytest.param("real", marks=pytest.mark.trust)])
def real_files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of published layouts: small files made here (its name is `made`), and the real spreadsheets beside the
    project, which are never in the repository (`real`)."""
    if request.param == "made":
        return made(tmp_path_factory.mktemp("layouts") / "made")
    if not REAL_FILES.is_dir():
        pytest.skip("the real files (../shared/real) are not on this machine")
    return REAL_FILES


@pytest.fixture(scope="session")
def _one_store() -> Iterator[tuple[Store, Warehouse]]:
    """A store in memory with the views installed, made once: emptying it is twenty times faster than making another."""
    opened = open_store(":memory:")
    yield opened, install(opened.connection)
    opened.close()


@pytest.fixture
def warehouse(store: Store, _one_store: tuple[Store, Warehouse]) -> Warehouse:
    """The views of `store`."""
    return _one_store[1]


@pytest.fixture
def store(_one_store: tuple[Store, Warehouse]) -> Store:
    """An empty store in memory, with the views installed."""
    emptied, warehouse = _one_store
    connection = emptied.connection
    for name in DATASETS:
        connection.execute(f"delete from store.{name}")
        connection.execute(f"delete from pending.{name}")
    tables = ("versions", "originals", "parts", "profiles", "locks", "published", "links", "link_openings", "pins")
    for name in (*(f"store.{table}" for table in tables), "pending.parts"):
        connection.execute(f"delete from {name}")
    connection.execute("delete from store.settings where version > 0")
    warehouse.forget_facts()
    return emptied


Rows = Sequence[Mapping[str, Any]]
_counter = itertools.count(1)


@pytest.fixture
def all_withdrawn(tmp_path: Path) -> str:
    """The path of a store whose only upload was withdrawn: nothing stands in it, and the sample has had its time."""
    path = str(tmp_path / "withdrawn.duckdb")
    made = open_store(path)
    row = {"business_unit": "HR", "period": "2026-Q1", "category": "licences", "amount": 10.0}
    version = made.add(upload(spend=[row])).version
    made.withdraw(version, "test", "not ours", dt.datetime(2026, 5, 1))
    made.close()
    return path


def upload(feed: str = "template", **datasets: Rows) -> Upload:
    """An upload of rows as a test writes them: `period="2026-Q1"` or `"2026-03"` stands for its two dates."""
    number = next(_counter)
    tables = {name: _arrow(name, rows) for name, rows in datasets.items() if rows}
    return Upload(
        file_name=f"test{number}.xlsx",
        sha256=f"test{number}",
        content=b"",
        feed=feed,
        rows=tables,
        author="test",
        created_at=dt.datetime(2026, 1, 1) + dt.timedelta(minutes=number),
    )


def days(period: str) -> tuple[dt.date, dt.date]:
    """The first and last day of a calendar quarter or month: `2026-Q1`, `2026-03`."""
    year, part = int(period[:4]), period[5:]
    first, months = (3 * int(part[1]) - 2, 3) if part.startswith("Q") else (int(part), 1)
    following = year * 12 + first - 1 + months
    return dt.date(year, first, 1), dt.date(following // 12, following % 12 + 1, 1) - dt.timedelta(days=1)


def _arrow(dataset: str, rows: Rows) -> pa.Table:
    """Rows as the store takes them; a date may be written as text (`2026-03-31`)."""
    types = {
        "date": pa.date32(),
        "double": pa.float64(),
        "bigint": pa.int64(),
        "boolean": pa.bool_(),
        "varchar": pa.string(),
        "varchar[]": pa.list_(pa.string()),
    }
    stored = dict(DATASETS[dataset].stored())
    full = []
    for position, row in enumerate(rows):
        one = dict(row)
        if "period" in one:
            one["period_start"], one["period_end"] = days(one.pop("period"))
        unknown = set(one) - set(stored)
        assert not unknown, f"{dataset} has no {unknown}"
        for name, value in one.items():
            if stored[name] == "date" and isinstance(value, str):
                one[name] = dt.date.fromisoformat(value)
        full.append({name: one.get(name) for name in stored} | {"sheet": dataset.title(), "source_row": position + 2})
    schema = pa.schema(
        [(name, types[kind]) for name, kind in stored.items()] + [("sheet", pa.string()), ("source_row", pa.int64())]
    )
    return pa.Table.from_pylist(full, schema=schema)


@pytest.fixture
def book(store: Store, warehouse: Warehouse) -> Callable[..., Book]:
    """A Book over rows written in the test: `book(spend=[...], pilots=[...], until="2026-Q1")`."""

    def make(
        *,
        as_of: str | int | dt.date = "latest",
        since: str | None = None,
        until: str | None = None,
        units: Sequence[str] | None = None,
        allowed_units: Sequence[str] | None = None,
        settings: Mapping[str, str] | None = None,
        **datasets: Rows,
    ) -> Book:
        if datasets:
            store.add(upload(**datasets))
        if settings:
            store.change_settings(settings, "test", "", dt.datetime(2026, 1, 1))
        return Book(
            warehouse,
            resolve(store.connection, as_of=as_of, since=since, until=until, units=units, allowed_units=allowed_units),
        )

    return make


@pytest.fixture(scope="session")
def sample_store() -> Store:
    """The sample portfolio as the app shows it, loaded once for all tests that only read it: it takes seconds."""
    from components import stores

    return stores.sample_portfolio().store


@pytest.fixture(scope="session")
def sample_book(sample_store: Store) -> Book:
    """The sample portfolio as it stands at its end."""
    from components import stores

    return stores.sample_portfolio().book(resolve(sample_store.connection))
