"""The filters live in the URL: a copied link, a page switch, a reload and the way back all show the same."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import HOSTILE, Screens
from tests.browser.server import drawn, opened


def scope(page: Page) -> str:
    return next(text for text in page.get_by_test_id("stCaptionContainer").all_inner_texts() if "as of" in text)


@pytest.mark.parametrize("phone", [False, True])
def test_a_link_opens_the_view_it_names_and_keeps_it(own_url: str, screens: Screens, phone: bool):
    with opened(own_url, "methods?until=2025-Q2&units=Claims", inside=screens(phone, False)) as page:
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


def test_a_value_that_is_not_there_is_named_and_the_rest_holds(own_url: str, screens: Screens):
    with opened(own_url, "methods?until=2031-Q1&units=Nope", inside=screens(False, False)) as page:
        said = " ".join(page.get_by_test_id("stAlert").all_inner_texts())
        assert '"Nope"' in said
        assert '"2031-Q1"' in said
        assert "all units" in scope(page)


def test_a_hostile_name_is_text_and_asks_no_host(own_url: str, screens: Screens):
    asked: list[str] = []
    screen = screens(False, False)
    screen.on("request", lambda request: asked.append(request.url))
    with opened(
        own_url, f"?units={HOSTILE.replace(' ', '%20').replace('$', '%24').replace('[', '%5B')}", inside=screen
    ) as page:
        links = page.evaluate("() => [...document.querySelectorAll('a, img')].map(one => one.href || one.src)")
    assert not [link for link in links if not link.startswith(own_url)]
    assert not [address for address in asked if not address.startswith((own_url, "data:", "blob:"))]
