"""One Chromium for the browser tests, a desktop and a telephone in it, and the app with the sample portfolio."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from data.store import open_store
from tests.browser.server import browser, screen, served
from tests.conftest import upload

expect.set_options(timeout=30_000)  # a busy machine may take long to draw; what stands is seen at once all the same
HOSTILE = "<img src=https://evil.example/x.png> [x](https://evil.example) www.evil.example :red[x] $x$ a@evil.example"
UNITS = ("Claims", "HR", HOSTILE)
Screens = Callable[[bool, bool], BrowserContext]


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this folder is a browser test; no file has to say so."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chrome() -> Iterator[Browser]:
    """Closed after the last test of this folder, for while it is open no other event loop can run in this process."""
    with browser() as one:
        yield one


@pytest.fixture(scope="package")
def screens(chrome: Browser) -> Iterator[Screens]:
    """A visitor's screen by phone and dark: the same two for all files, turned to the light or the dark."""
    known: dict[bool, BrowserContext] = {}
    with ExitStack() as open_ones:

        def one(phone: bool, dark: bool) -> BrowserContext:
            if phone not in known:
                known[phone] = open_ones.enter_context(screen(chrome, phone=phone))
                known[phone].new_page()
            for page in known[phone].pages:
                page.emulate_media(color_scheme="dark" if dark else "light")
            return known[phone]

        yield one


@pytest.fixture(scope="package")
def own_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a store with figures of its own: a year of spend of UNITS, as version 1. It is written to."""
    with served(own_store(tmp_path_factory.mktemp("own"))) as url:
        yield url


def own_store(folder: Path) -> Path:
    """A store with figures of its own. The app on it starts sooner than on an empty one, which shows the sample."""
    path = folder / "store.duckdb"
    store = open_store(str(path))
    rows = [
        {"period": f"2025-Q{quarter}", "business_unit": unit, "category": "licences", "amount": 10.0 * quarter}
        for quarter in (1, 2, 3, 4)
        for unit in UNITS
    ]
    store.add(upload(spend=rows))
    store.close()
    return path


@pytest.fixture(scope="package")
def sample_url() -> Iterator[str]:
    """The app on an empty store of its own: it shows the sample. No test uploads to it."""
    with served() as url:
        yield url
