"""One Chromium for all browser tests, and the app with the sample portfolio."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.server import browser, served


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    with browser() as one:
        yield one


@pytest.fixture(scope="session")
def sample_url() -> Iterator[str]:
    """The app on an empty store of its own: it shows the sample."""
    with served() as url:
        yield url
