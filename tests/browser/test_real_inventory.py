"""A program manager drops the federal inventory on the page, confirms it, and every page says what it can say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.conftest import Screens
from tests.browser.server import PAGES, opened, served

FILE = "inventories/2025_individually_reported_AI_use_cases.xlsx"
SCREENS = [
    pytest.param(False, False, id="desktop-light"),
    pytest.param(False, True, id="desktop-dark", marks=pytest.mark.trust),
    pytest.param(True, False, id="phone-light", marks=pytest.mark.trust),
    pytest.param(True, True, id="phone-dark", marks=pytest.mark.trust),
]
STAGES = {"made": ("28", "12", "24", "8"), "real": ("1,479", "440", "1,040", "314", "338")}
TELLING = ("board", "funnel", "registry", "maturity", "diagnosis")  # the others have little to say of a list alone
READ_MS = 90_000
COUNTED = {
    "made": "80 rows of pilots and 24 rows of deployments",
    "real": "3,611 rows of pilots and 1,040 rows of deployments",
}


@pytest.fixture(scope="module")
def inventory_url(real_files: Path, screens: Screens) -> Iterator[str]:
    """The app after the inventory was uploaded through the page and accepted."""
    with served() as url, opened(url, "upload", inside=screens(False, False)) as page:
        expect(page.get_by_text("Sample data.")).to_be_visible()
        page.locator('input[type="file"]').set_input_files(real_files / FILE)
        expect(page.locator("h1")).to_contain_text(COUNTED[real_files.name], timeout=READ_MS)
        expect(page.get_by_text("Columns: 11 of 36 read")).to_be_attached()
        assert looking.errors(page) == []
        page.get_by_role("button", name="This is right").click()
        expect(page.locator("h1")).to_contain_text("Stored as version 1", timeout=READ_MS)
        expect(page.locator("h1")).to_contain_text("replaced the sample")
        expect(page.get_by_text("Sample data.")).to_have_count(0)
        yield url


def counts_every_stage_and_says_that_a_stock_is_not_a_conversion(funnel: Page, stages: tuple[str, ...]) -> None:
    said = " ".join(looking.texts(funnel))
    assert [figure for figure in stages if figure not in said] == []
    assert "not a conversion" in funnel.inner_text('[data-testid="stMain"]')


def says_what_is_missing(board: Page, stages: tuple[str, ...]) -> None:
    said = board.inner_text('[data-testid="stMain"]').lower()
    assert "spend" in said
    assert stages[2] in said


SAYS = {"funnel": counts_every_stage_and_says_that_a_stock_is_not_a_conversion, "board": says_what_is_missing}


@pytest.mark.parametrize(("phone", "dark"), SCREENS)
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in TELLING else pytest.mark.trust) for name in PAGES]
)
def test_a_page_stands_and_says_what_there_is_to_say(inventory_url, screens, real_files, name, phone, dark):
    with opened(inventory_url, name, inside=screens(phone, dark)) as page:
        looking.stands(page, needs_charts=name in ("funnel", "registry", "maturity"))
        if name in SAYS and not phone:
            SAYS[name](page, STAGES[real_files.name])
