"""What tests share: the real files, and a ledger made of rows written in the test."""

import datetime as dt
import itertools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


@pytest.fixture(scope="session", params=["made", pytest.param("real", marks=pytest.mark.trust)])
def real_files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of published layouts: small files made here (its name is `made`), and the real spreadsheets beside the
    project, which are never in the repository (`real`)."""
    if request.param == "made":
        return made(tmp_path_factory.mktemp("layouts") / "made")
    if not REAL_FILES.is_dir():
        pytest.skip("the real files (../shared/real) are not on this machine")
    return REAL_FILES


@dataclass
class OneStore:
    """A store in memory with the views installed, made once a worker: emptying it is twenty times faster than making another.

    `holds`: what a test's `book` wrote into it, so that the next test of the same rows finds them there, facts worked out.
    """

    store: Store
    warehouse: Warehouse
    holds: list[str] = field(default_factory=list)

    def empty(self) -> None:
        connection = self.store.connection
        for name in DATASETS:
            connection.execute(f"delete from store.{name}")
            connection.execute(f"delete from pending.{name}")
        tables = ("versions", "originals", "parts", "profiles", "locks", "published", "links", "link_openings", "pins")
        for name in (*(f"store.{table}" for table in tables), "pending.parts"):
            connection.execute(f"delete from {name}")
        connection.execute("delete from store.settings where version > 0")
        self.warehouse.forget_facts()
        self.holds = []

    def hold(self, written: Mapping[str, Callable[[Store], object]]) -> None:
        """Hold just what was `written`: each by its words, with what writes it."""
        wanted = list(written)
        if wanted[: len(self.holds)] != self.holds:
            self.empty()
        for words in wanted[len(self.holds) :]:
            written[words](self.store)
            self.holds.append(words)


@pytest.fixture(scope="session")
def _one_store() -> Iterator[OneStore]:
    opened = open_store(":memory:")
    yield OneStore(opened, install(opened.connection))
    opened.close()


@pytest.fixture
def warehouse(store: Store, _one_store: OneStore) -> Warehouse:
    """The views of `store`."""
    return _one_store.warehouse


@pytest.fixture
def store(_one_store: OneStore) -> Iterator[Store]:
    """An empty store in memory, with the views installed."""
    _one_store.empty()
    yield _one_store.store
    _one_store.holds = ["what the test wrote, which nobody knows"]


def seeds(few: int, many: int) -> list[Any]:
    """The numbers that random cases are drawn by: a few in `make test`, many in `make trust`."""
    return [*range(few), *(pytest.param(seed, marks=pytest.mark.trust) for seed in range(few, many))]


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
def book(request: pytest.FixtureRequest, _one_store: OneStore) -> Callable[..., Book]:
    """A Book over rows written in the test: `book(spend=[...], pilots=[...], until="2026-Q1")`."""
    written: dict[str, Callable[[Store], object]] = {}
    writes_itself = "store" in request.fixturenames

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
        now: dict[str, Callable[[Store], object]] = {}
        if datasets:
            now[f"{len(written)} {datasets!r}"] = lambda store: store.add(upload(**datasets))
        if settings:
            at = dt.datetime(2026, 1, 1)
            now[f"{len(written)} {settings!r}"] = lambda store: store.change_settings(settings, "test", "", at)
        written.update(now)
        store = _one_store.store
        if writes_itself:  # beside what the test itself has written there
            for write in now.values():
                write(store)
        else:
            _one_store.hold(written)
        return Book(
            _one_store.warehouse,
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
