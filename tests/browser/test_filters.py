"""The filters live in the URL: a copied link, a page switch, a reload and the way back all show the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from data.store import open_store
from tests.browser.conftest import Screens
from tests.browser.server import drawn, opened, served
from tests.conftest import upload

HOSTILE = "<img src=https://evil.example/x.png> [x](https://evil.example) www.evil.example :red[x] $x$ a@evil.example"
UNITS = ("Claims", "HR", HOSTILE)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path: Path = tmp_path_factory.mktemp("store") / "store.duckdb"
    store = open_store(str(path))
    rows = [
        {"period": f"2025-Q{quarter}", "business_unit": unit, "category": "licences", "amount": 1000.0 * quarter}
        for quarter in (1, 2, 3, 4)
        for unit in UNITS
    ]
    store.add(upload(spend=rows))
    store.close()
    with served(path) as address:
        yield address


def scope(page: Page) -> str:
    return next(text for text in page.get_by_test_id("stCaptionContainer").all_inner_texts() if "as of" in text)


@pytest.mark.parametrize("phone", [False, True])
def test_a_link_opens_the_view_it_names_and_keeps_it(url: str, screens: Screens, phone: bool):
    with opened(url, "methods?until=2025-Q2&units=Claims", inside=screens(phone, False)) as page:
        first = scope(page)
        assert "to Q2 2025" in first
        assert "Claims" in first
        page.reload()
        drawn(page)
        assert scope(page) == first
        if phone:
            page.get_by_test_id("stExpandSidebarButton").click()
        page.get_by_role("link", name="Board").click()
        page.wait_for_url("**/?*")
        drawn(page)
        assert scope(page) == first
        assert "until=2025-Q2" in page.url
        page.go_back()
        page.wait_for_url("**/methods?*")
        drawn(page)
        assert scope(page) == first


def test_a_value_that_is_not_there_is_named_and_the_rest_holds(url: str, screens: Screens):
    with opened(url, "methods?until=2031-Q1&units=Nope", inside=screens(False, False)) as page:
        said = " ".join(page.get_by_test_id("stAlert").all_inner_texts())
        assert '"Nope"' in said
        assert '"2031-Q1"' in said
        assert "all units" in scope(page)


def test_a_hostile_name_is_text_and_asks_no_host(url: str, screens: Screens):
    asked: list[str] = []
    screen = screens(False, False)
    screen.on("request", lambda request: asked.append(request.url))
    with opened(
        url, f"?units={HOSTILE.replace(' ', '%20').replace('$', '%24').replace('[', '%5B')}", inside=screen
    ) as page:
        links = page.evaluate("() => [...document.querySelectorAll('a, img')].map(one => one.href || one.src)")
    assert not [link for link in links if not link.startswith(url)]
    assert not [address for address in asked if not address.startswith((url, "data:", "blob:"))]
