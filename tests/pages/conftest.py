"""Pages as a visitor opens them: through the shell, on the sample or on a store made for the test."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import opening
from data.store import open_store
from tests.conftest import Rows, upload

ROOT = Path(__file__).resolve().parents[2]
SHELL = ROOT / "components" / "shell.py"
SECONDS = 60

OpenPage = Callable[..., AppTest]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> OpenPage:
    """`open_page("funnel")` on the sample; `open_page("funnel", store=path, query={"units": "HR"})` on another store.

    Fails where the page raised.
    """

    def opened(name: str, *, store: Path | None = None, query: dict[str, str | list[str]] | None = None) -> AppTest:
        monkeypatch.setenv("GAPBOARD_STORE", str(store or tmp_path / "nothing-uploaded.duckdb"))
        app = AppTest.from_file(str(SHELL), default_timeout=SECONDS)
        for key, value in (query or {}).items():
            app.query_params[key] = value
        app.run()
        if name != "board":
            app.switch_page(f"../pages/{name}.py").run()
        assert not app.exception, app.exception[0].message
        return app

    yield opened
    for url in [url for url in opening._kept if url.startswith(str(tmp_path))]:
        opening._kept.pop(url).close()


@pytest.fixture
def stored(tmp_path: Path) -> Callable[..., Path]:
    """A store on disk with these rows uploaded: `stored(pilots=[...])`."""

    def make(**datasets: Rows) -> Path:
        path = tmp_path / "store.duckdb"
        made = open_store(str(path))
        made.add(upload(**datasets))
        made.close()
        return path

    return make


@pytest.fixture
def emptied(stored: Callable[..., Path]) -> Path:
    """A store whose one upload was withdrawn."""
    path = stored(spend=[{"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 10.0}])
    made = open_store(str(path))
    made.withdraw(1, "test", "", dt.datetime(2026, 1, 2))
    made.close()
    return path
