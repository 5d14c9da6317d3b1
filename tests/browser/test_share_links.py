"""Two people: one makes a link, the other opens it on a phone without an account; it is taken back, and closes."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Screens
from tests.browser.forms import WAIT_MS, press
from tests.browser.looking import headline, notice, overflow
from tests.browser.server import NOTHING, PAGES, drawn, opened, tab

CLOSES_MS = 5000
ADDRESS = '[data-testid="stCode"]'
TOOLS = ", ".join(
    f'[data-testid="{name}"]'
    for name in ("stSelectbox", "stMultiSelect", "stFileUploader", "stDownloadButton", "stDataFrame", "stTextInput")
)
"""What a visitor of a link has nothing of: filters, uploads, downloads, tables of rows, fields."""


@pytest.fixture
def phone(sample_url: str, screens: Screens) -> Iterator[BrowserContext]:
    """A telephone that has opened no link yet."""
    one = screens(True, False)
    yield one
    one.clear_cookies()
    for page in one.pages:
        page.goto(f"{sample_url}{NOTHING}")


def share(page: Page, *more: str) -> str:
    """Make a link to the page, and to more by their names; its address."""
    press(page, "Share")
    dialog = page.get_by_role("dialog")
    for name in more:
        dialog.get_by_label("Pages").press_sequentially(name)
        page.get_by_role("option", name=name).click()
        page.keyboard.press("Escape")
    press(page, "Make the link")
    dialog.locator(ADDRESS).wait_for(timeout=WAIT_MS)
    return str(dialog.locator(ADDRESS).inner_text()).strip()


def test_a_stranger_sees_what_the_link_shows_until_it_is_taken_back(
    sample_url: str, screens: Screens, phone: BrowserContext
) -> None:
    with opened(sample_url, "benchmarks", inside=screens(False, False)) as editor:
        address = share(editor, "Adoption")
        said = notice(phone, sample_url)
        stranger = tab(phone)
        stranger.goto(address)
        stranger.wait_for_url(f"{sample_url}/", timeout=WAIT_MS)
        drawn(stranger)
        assert "have a seat" in headline(stranger)
        assert overflow(stranger) == 0

        (cookie,) = [one for one in phone.cookies() if one["name"] == "gapboard_link"]
        assert cookie["httpOnly"]
        assert "gapboard_link" not in stranger.evaluate("document.cookie")
        assert cookie["value"] not in stranger.content()

        stranger.goto(f"{sample_url}/benchmarks")
        drawn(stranger)
        assert "quoted figures" in headline(stranger)
        assert stranger.locator(TOOLS).count() == 0
        stranger.reload()
        drawn(stranger)
        assert "quoted figures" in headline(stranger)

        for name in ("spend", "upload", "settings"):
            assert name in PAGES
            stranger.goto(f"{sample_url}/{name}")
            expect(stranger.locator("h1")).to_have_text("This page is not part of the link", timeout=WAIT_MS)
            assert stranger.locator(TOOLS).count() == 0
        for path, method in (("_stcore/upload_file/a/b", "PUT"), ("media/x.png", "GET"), ("_stcore/metrics", "GET")):
            assert phone.request.fetch(f"{sample_url}/{path}", method=method).status == 403

        stranger.goto(f"{sample_url}/benchmarks")
        drawn(stranger)
        editor.get_by_role("tab", name="Links so far").click()
        expect(editor.get_by_text(re.compile(r"opened \d+ times?")).first).to_be_visible(timeout=WAIT_MS)
        press(editor, "Take back")
        taken_back = time.monotonic()
        expect(stranger.get_by_role("heading", name="This link was taken back")).to_be_visible(timeout=WAIT_MS)
        expect(stranger.locator("h1")).to_have_count(1, timeout=WAIT_MS)  # what was drawn before is gone
        assert stranger.locator("svg.main-svg").count() == 0
        assert (time.monotonic() - taken_back) * 1000 < CLOSES_MS
        assert phone.request.get(address).status == 410
        assert said.foreign == []
        assert said.complaints == []


def test_a_link_asks_for_its_password_and_the_way_back_leads_to_ones_own_view(
    sample_url: str, screens: Screens, phone: BrowserContext
) -> None:
    with opened(sample_url, "benchmarks", inside=screens(False, False)) as editor:
        press(editor, "Share")
        editor.get_by_role("dialog").get_by_label("Password").first.fill("horse battery")
        editor.keyboard.press("Tab")  # onto the eye in the field, from where Streamlit hears of no field that is left
        press(editor, "Make the link")
        editor.locator(ADDRESS).wait_for(timeout=WAIT_MS)
        visitor = tab(phone)
        visitor.goto(editor.locator(ADDRESS).inner_text().strip())
        for password in ("horse", "horse battery"):
            visitor.get_by_label("Password").fill(password)
            visitor.get_by_role("button", name="Open").click()
            if password == "horse":
                expect(visitor.get_by_role("alert")).to_have_text("This is not the password.")
        visitor.wait_for_url(f"{sample_url}/", timeout=WAIT_MS)
        drawn(visitor)
        assert "quoted figures" in headline(visitor)
        press(visitor, "Back to my own view")
        visitor.get_by_role("button", name="Share").wait_for(timeout=WAIT_MS)
        assert not [one for one in phone.cookies() if one["name"] == "gapboard_link"]
