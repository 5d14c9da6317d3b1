"""Pages as a visitor opens them: through the shell, on the sample or on a store made for the test."""

import datetime as dt
import itertools
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from components import stores
from data.store import Store, open_store
from queries import Warehouse, install
from tests import streamlit_internals
from tests.conftest import Rows, upload

ROOT = Path(__file__).resolve().parents[2]
SHELL = ROOT / "components" / "shell.py"
SECONDS = 60

streamlit_internals.look_for_components_once()
streamlit_internals.wait_for_runs_without_asking()

OpenPage = Callable[..., AppTest]
Stored = Callable[..., Path]


@pytest.fixture(scope="session")
def nothing_uploaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store to which nothing was uploaded, so that the sample is shown: one for all tests, as it takes a second."""
    return tmp_path_factory.mktemp("sample") / "nothing-uploaded.duckdb"


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, nothing_uploaded: Path) -> Iterator[OpenPage]:
    """`open_page("funnel")` on the sample; `open_page("funnel", store=path, query={"units": "HR"})` on another store.

    Fails where the page raised.
    """

    nobody = SimpleNamespace(cookies={}, headers=[], remote_ip=None)  # an AppTest has no browser that sends any
    streamlit_internals.be_client(monkeypatch, nobody)

    def opened(name: str, *, store: Path | None = None, query: dict[str, str | list[str]] | None = None) -> AppTest:
        monkeypatch.setenv("GAPBOARD_STORE", str(store or nothing_uploaded))
        app = AppTest.from_file(str(SHELL), default_timeout=SECONDS)
        for key, value in (query or {}).items():
            app.query_params[key] = value
        if name != "board":
            app.switch_page(f"../pages/{name}.py")  # before the first run, or the Board would be worked out as well
        app.run()
        assert not app.exception, app.exception[0].message
        return app

    yield opened
    close(tmp_path)
    if (opened := stores.open_stores.get(str(nothing_uploaded))) and opened.store.latest:
        close(nothing_uploaded)
        nothing_uploaded.unlink()


@pytest.fixture
def stored(store: Store, warehouse: Warehouse, tmp_path: Path) -> Stored:
    """The tests' one store in memory with these rows uploaded, open in the app: `open_page(..., store=stored(pilots=[...]))`."""

    def made(**datasets: Rows) -> Path:
        if datasets:
            store.add(upload(**datasets))
        store.identity = uuid.uuid4().hex  # what was cached of an earlier test is of another store
        path = tmp_path / "in-memory"
        stores.open_stores[str(path)] = stores.Installed(store, warehouse)
        return path

    return made


@dataclass(frozen=True)
class Standing:
    """A store in memory whose rows stay what they are, and where the app finds it."""

    path: Path
    store: Store
    warehouse: Warehouse


@pytest.fixture(scope="module")
def _standing(request: pytest.FixtureRequest) -> Iterator[stores.Installed]:
    opened = open_store(":memory:")
    opened.add(upload(**request.module.STANDING))
    yield stores.Installed(opened, install(opened.connection))
    opened.close()


@pytest.fixture
def standing(_standing: stores.Installed, tmp_path: Path) -> Standing:
    """A store with the rows that its file of tests calls STANDING: what a page asked of it once is known to the next test.

    A test may make links and write notes, of which the next finds none; one that uploads asks for `stored`.
    """
    path = tmp_path / "standing"
    for table in ("links", "link_openings", "pins", "comments"):
        _standing.store.connection.execute(f"delete from store.{table}")
    stores.open_stores[str(path)] = _standing
    return Standing(path, _standing.store, _standing.warehouse)


@pytest.fixture(scope="module")
def stored_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stored]:
    """`stored`, for a store that several tests of a file open and none of them changes."""
    folder, numbers = tmp_path_factory.mktemp("stores"), itertools.count()
    yield lambda **datasets: written(folder / f"{next(numbers)}.duckdb", datasets)
    close(folder)


def turn(app: AppTest, name: str, tab: str) -> AppTest:
    """A page with another of its tabs open. Fails where it has none of that name, or raised."""
    labels = [tab.label for tab in app.tabs]
    assert tab in labels, labels
    app.session_state[f"{name}-{'-'.join(labels)}"] = tab
    app.run()
    assert not app.exception, app.exception[0].message
    return app


def written(path: Path, datasets: Mapping[str, Rows]) -> Path:
    made = open_store(str(path))
    made.add(upload(**datasets))
    made.close()
    return path


def close(path: Path) -> None:
    """Close every store that the app keeps open at this path or below it."""
    for url in [url for url in stores.open_stores if url.startswith(str(path))]:
        closing = stores.open_stores.pop(url).store
        if closing.url != ":memory:":
            closing.close()


@pytest.fixture(scope="module")
def emptied(stored_once: Stored) -> Path:
    """A store whose one upload was withdrawn."""
    path = stored_once(spend=[{"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 10.0}])
    made = open_store(str(path))
    made.withdraw(1, "test", "", dt.datetime(2026, 1, 2))
    made.close()
    return path
